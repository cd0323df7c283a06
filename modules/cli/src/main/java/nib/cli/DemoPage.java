package nib.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import nib.kernel.Status;

/** What the demonstration shows. */
final class DemoPage {
    private final DemoScene scene;
    private final String ctl;

    /**
     * A page.
     *
     * @param ctl how to ask the balancer from another terminal
     */
    DemoPage(DemoScene scene, String ctl) {
        this.scene = scene;
        this.ctl = ctl;
    }

    /** Said once, at the beginning. */
    List<String> introduction() {
        DemoServer first = scene.servers().getFirst();
        List<String> page = new ArrayList<>();
        page.add("Three small web servers, and a balancer in front of them that runs this file:");
        page.add("");
        scene.configuration().lines().forEach(line -> page.add("    " + line));
        page.add("");
        page.add("Try in another terminal:");
        Table lines = new Table("", "")
                .row("curl " + scene.url(), "and again: the same server")
                .row("curl --interface 127.0.0.2 " + scene.url(), "another client: another server")
                .row("curl -X POST " + first.url() + "/stop", "stop " + first.name() + "; the others take its clients")
                .row(ctl + " status", "who serves how many")
                .row(ctl + " drain colours/green", "green finishes and takes nothing new")
                .row(ctl + " diff", "what is not as in the file")
                .row(ctl + " reload", "back to the file");
        page.addAll(lines.lines("    ").subList(1, 8));
        page.add("");
        page.add("Here: 1, 2 or 3 and Enter stops or starts a server, q and Enter ends.");
        page.add("");
        return page;
    }

    /** The figures of the moment, in full. */
    List<String> figures() {
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
                json.writeStartObject();
                StatusJson.write(scene.steward().house().status(), json);
                json.writeEndObject();
            }
            return StatusText.of(Json.read(text.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in one line. */
    String line() {
        Status status = scene.steward().house().status();
        Status.Listener web = status.listeners().getFirst();
        StringJoiner line = new StringJoiner(", ");
        line.add(web.accepted() + " connections");
        for (Status.Server server : status.pools().getFirst().servers()) {
            line.add(server.name() + " " + server.state() + " answered " + server.connections());
        }
        return line.toString();
    }
}
