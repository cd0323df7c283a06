package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nib.api.Client;
import nib.api.Event;
import nib.api.Verdict;
import nib.config.Problems;
import nib.config.Source;
import nib.spi.Guard;
import nib.spi.Loadable;
import nib.testkit.ManualHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of parts are read for a plan, and again when they change. */
class LoadsTest {
    @TempDir
    Path folder;

    private final ManualHost host = new ManualHost();
    private final List<String> read = new ArrayList<>();

    /** Refuses a file that says bad. */
    private final class Reader implements Guard, Loadable {
        @Override
        public Verdict check(Client client) {
            return new Verdict.Allow("reader");
        }

        @Override
        public void load() throws IOException {
            String text = Files.readString(file());
            if (text.equals("bad")) {
                throw new IOException(file().getFileName() + " is bad");
            }
            read.add(text);
        }

        @Override
        public List<Path> files() {
            return List.of(file());
        }
    }

    private Path file() {
        return folder.resolve("list.txt");
    }

    private void write(String text) throws IOException {
        Path fresh = Files.writeString(folder.resolve("fresh"), text);
        Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Optional<Plan> plan(Problems problems) {
        Catalog catalog =
                new Plugs(new MemoryNet()).guard("reader", new Reader()).catalog();
        return new Planner(catalog).plan(Source.of("test", """
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app, guards: [reader] }
                pools:
                  app: { policy: in-order, servers: ["10.0.0.1:80"] }
                """), Optional.empty(), problems);
    }

    @Test
    void aFileIsReadForThePlan() throws IOException {
        write("one");
        assertTrue(plan(new Problems()).isPresent());
        assertEquals(List.of("one"), read);
    }

    @Test
    void aBrokenFileIsAProblemOfThePlan() throws IOException {
        write("bad");
        Problems problems = new Problems();
        assertTrue(plan(problems).isEmpty());
        assertEquals("reader: list.txt is bad", problems.sorted().getFirst().message());
        assertEquals(2, problems.sorted().getFirst().at().line());
    }

    @Test
    void aFileThatChangedIsReadAgainWhenItRests() throws IOException {
        write("one");
        Loads loads = new Loads(host);
        loads.watch(plan(new Problems()).orElseThrow().parts().loaded());
        loads.look();
        loads.look();
        assertEquals(List.of("one"), read, "nothing has changed");
        write("two, longer");
        loads.look();
        assertEquals(List.of("one"), read, "it may still be written to");
        loads.look();
        loads.look();
        assertEquals(List.of("one", "two, longer"), read, "once");
    }

    @Test
    void aFileThatBecameBadIsToldOfOnce() throws IOException {
        write("one");
        Loads loads = new Loads(host);
        loads.watch(plan(new Problems()).orElseThrow().parts().loaded());
        write("bad");
        for (int i = 0; i < 4; i++) {
            loads.look();
        }
        assertEquals(
                List.of(new Event.Note("reader", true, "list.txt is bad; what was loaded before stays")),
                host.events().all());
    }
}
