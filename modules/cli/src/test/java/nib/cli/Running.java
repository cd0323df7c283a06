package nib.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.config.Source;
import nib.kernel.Catalog;
import nib.kernel.Planner;
import nib.spi.Clock;
import nib.testkit.EchoServer;

/** A house with two servers, {@code app/a} and {@code app/b}, that answers on a control socket. */
final class Running implements Closeable {
    final EchoServer a = EchoServer.start("a");
    final EchoServer b = EchoServer.start("b");
    final Path file;
    final Path control;
    final Steward steward;
    private final ControlServer server;

    /** Starts it in a folder of its own. */
    static Running in(Path folder) throws IOException, Refusal {
        return new Running(folder, Optional.empty());
    }

    /** The same, with a clock for the control socket that the test turns. */
    static Running in(Path folder, Clock clock) throws IOException, Refusal {
        return new Running(folder, Optional.of(clock));
    }

    private Running(Path folder, Optional<Clock> clock) throws IOException, Refusal {
        file = folder.resolve("nib.yaml");
        control = folder.resolve("nib.ctl");
        write("");
        Design design = new Design(new Planner(Catalog.installed()), problems -> Source.read(file, problems));
        steward = Steward.start(design, design.plan(Optional.empty()));
        server = ControlServer.start(
                ControlSocket.at(control),
                new Orders(steward),
                clock.orElseGet(() -> steward.house().clock()));
    }

    /** Writes the configuration, with more lines at the end. */
    void write(String more) throws IOException {
        Files.writeString(file, """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app }
                pools:
                  app:
                    policy: round-robin
                    servers:
                      - { name: a, address: "%s" }
                      - { name: b, address: "%s" }
                drain: 5s
                """.formatted(a.address(), b.address()) + more);
    }

    /** What {@code nib ctl} does with these words. */
    Cli.Outcome ctl(String... words) {
        String[] line = new String[words.length + 3];
        line[0] = "ctl";
        line[1] = "--control";
        line[2] = control.toString();
        System.arraycopy(words, 0, line, 3, words.length);
        return Cli.nib(line);
    }

    /** What is answered to these words, without the command around it. */
    Json ask(String... words) throws IOException, Refusal {
        return Json.read(ControlClient.at(Optional.of(control), Map.of()).ask(List.of(words)));
    }

    /** The port of the listener. */
    int port() {
        String address = steward.house().status().listeners().getFirst().address();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        steward.stop();
        steward.stop();
        steward.end();
        a.close();
        b.close();
    }
}
