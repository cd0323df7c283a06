package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class ReloadIT {
    private static final int RELOADS = 100;

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    /** The listener {@code web} is in both; servers, policy, limits and the other listener come and go. */
    private String configuration(boolean even, List<EchoServer> servers) {
        return Nib.on(engine, """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app, per-client: { max: %d } }
                  %s: { bind: "tcp://127.0.0.1:0", pool: app }
                pools:
                  app:
                    policy: %s
                    sticky: { clients: %d }
                    servers: ["%s", "%s"]
                """.formatted(
                        even ? 5000 : 6000,
                        even ? "left" : "right",
                        even ? "round-robin" : "{ maglev: {} }",
                        even ? 1000 : 2000,
                        servers.get(0).address(),
                        servers.get(even ? 1 : 2).address()));
    }

    @Test
    void cutsNobodyInAHundredReloadsUnderLoad() throws Exception {
        try (EchoServer one = EchoServer.start("one");
                EchoServer two = EchoServer.start("two");
                EchoServer three = EchoServer.start("three");
                Nib nib = Nib.run(folder, configuration(true, List.of(one, two, three)))) {
            List<EchoServer> servers = List.of(one, two, three);
            int port = nib.port("web");
            try (Socket patient = Visits.connect("127.0.0.1", port);
                    Load load = Load.start(24, number -> Visits.echo(port, number, (int) (number % 3000)))) {
                load.awaitGood(200);
                long threads = nib.threads();
                long descriptors = nib.descriptors();
                for (int i = 1; i <= RELOADS; i++) {
                    assertTrue(nib.reload(configuration(i % 2 == 0, servers)), () -> String.join("\n", nib.log()));
                    pingPong(patient, i);
                }
                load.awaitGood(200);
                load.end();
                assertEquals(List.of(), load.failures());
                assertTrue(nib.threads() <= threads + 8, threads + " threads, then " + nib.threads());
                assertTrue(nib.descriptors() <= descriptors + 80, descriptors + " files, then " + nib.descriptors());
            }
            assertEquals(0, nib.stop());
        }
    }

    private static void pingPong(Socket socket, int round) throws IOException {
        byte[] mine = Visits.ledger(round, 100);
        socket.getOutputStream().write(mine);
        assertArrayEquals(mine, socket.getInputStream().readNBytes(mine.length));
    }

    @Test
    void changesNothingForABrokenFileAndListsAllThatIsWrong() throws Exception {
        try (EchoServer one = EchoServer.start("one");
                EchoServer two = EchoServer.start("two");
                Nib nib = Nib.run(folder, configuration(true, List.of(one, two, two)))) {
            String good = configuration(true, List.of(one, two, two));
            String plan = nib.ctl("plan").out();
            for (Map.Entry<String, List<String>> bad : broken(good).entrySet()) {
                int from = nib.log().size();
                assertFalse(nib.reload(bad.getKey()), bad::getKey);
                bad.getValue().forEach(line -> nib.awaitLine(from, said -> said.contains(line)));
                assertEquals(plan, nib.ctl("plan").out());
                Visits.echo(nib.port("web"), from, 10);
            }
            Run asked = nib.ctl("reload");
            assertEquals(1, asked.status());
            assertTrue(asked.err().contains("listener left cannot listen"), asked.err());
        }
    }

    /** Files that are not good, and what is said of each. */
    private static Map<String, List<String>> broken(String good) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        files.put(
                good.replace("pool: app", "pool: ap").replace("round-robin", "round-robbin"),
                List.of("nib.yaml:6:13: no policy is called \"round-robbin\"; did you mean \"round-robin\"?"));
        files.put(good.replace("pool: app", "pool: ap"), List.of("nib.yaml:2:", "nib.yaml:3:", "did you mean app?"));
        files.put(good.replace("max: 5000", "max: many"), List.of("nib.yaml:2:"));
        files.put(good.replace("policy: round-robin", "polici: round-robin"), List.of("nib.yaml:6:5: unknown key"));
        files.put(good.replace("tcp://", "tpc://"), List.of("there is no transport named tpc"));
        files.put(good + "\n  - what", List.of("nib.yaml:"));
        files.put("", List.of("nib.yaml"));
        files.put("\0", List.of("nib.yaml"));
        // Good words, but the second of two new listeners cannot be bound: neither may be.
        files.put(
                good.replace("  left:", "  fresh: { bind: \"tcp://127.0.0.1:0\", pool: app }\n  left:")
                        .replace("left: { bind: \"tcp://127.0.0.1:0\"", "left: { bind: \"tcp://192.0.2.1:80\""),
                List.of("listener left cannot listen on tcp://192.0.2.1:80"));
        return files;
    }
}
