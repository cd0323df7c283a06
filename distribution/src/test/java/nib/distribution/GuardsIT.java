package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import nib.testkit.Deadline;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards that are shared, that stand before a pool, and that have clients wait; by both engines. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class GuardsIT {
    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private final Belongings open = new Belongings();

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private Nib house(String text) throws IOException {
        EchoServer one = open.keep(EchoServer.start("one"));
        return open.keep(Nib.run(folder, text.formatted(engine, one.address())));
    }

    /** Whether a visit is served. */
    private static boolean isServed(Nib nib, String listener) throws IOException {
        try (Socket socket = Visits.connect("127.0.0.1", nib.port(listener))) {
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() == 'x';
        } catch (java.net.SocketException e) {
            return false; // reset
        }
    }

    @Test
    void aGuardWithANameCountsForAllItsPlaces() throws Exception {
        Nib nib = house("""
                guards:
                  calm: { rate: { most: 3, every: 1h, per: all } }
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", engine: %1$s, guards: [calm], pool: app }
                  api: { bind: "tcp://127.0.0.1:0", engine: %1$s, guards: [calm], pool: app }
                pools:
                  app: { policy: first, servers: ["%2$s"] }
                """);
        assertTrue(isServed(nib, "web") && isServed(nib, "api") && isServed(nib, "web"));
        assertTrue(!isServed(nib, "api") && !isServed(nib, "web"), "three came to both together");
        Run explained = nib.ctl("explain", "127.0.0.1", "--listener", "api");
        assertTrue(explained.out().contains("guard calm sends it away (reset)"), explained.out());
        String counters = nib.ctl("counters").out();
        assertTrue(counters.matches("(?s).*all +calm +turned-away +2\\b.*"), counters);
    }

    @Test
    void aPoolsGuardCountsWhoComesToThePool() throws Exception {
        Nib nib = house("""
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", engine: %1$s, pool: app }
                  api: { bind: "tcp://127.0.0.1:0", engine: %1$s, pool: app }
                  other: { bind: "tcp://127.0.0.1:0", engine: %1$s, pool: free }
                pools:
                  app: { policy: first, servers: ["%2$s"], guards: [ rate: { most: 2, every: 1h, per: all } ] }
                  free: { policy: first, servers: ["%2$s"] }
                """);
        assertTrue(isServed(nib, "web") && isServed(nib, "api"));
        assertTrue(!isServed(nib, "api") && isServed(nib, "other"));
        String counters = nib.ctl("counters", "--reset").out();
        assertTrue(counters.matches("(?s).*pool app +rate +turned-away +1\\b.*"), counters);
        assertTrue(isServed(nib, "web"), "as if nobody had come yet");
    }

    @Test
    void whoComesTooOftenWaitsForItsTime() throws Exception {
        Nib nib = house("""
                listeners:
                  web:
                    bind: "tcp://127.0.0.1:0"
                    engine: %1$s
                    guards: [ rate: { most: 5, burst: 1, over: { queue: 500ms } } ]
                    pool: app
                pools:
                  app: { policy: first, servers: ["%2$s"] }
                """);
        long begun = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertTrue(isServed(nib, "web"));
        }
        double took = (System.nanoTime() - begun) / 1e9;
        assertTrue(took > 0.39, "the third comes after two fifths of a second: " + took);
        String counters = nib.ctl("counters").out();
        assertTrue(counters.matches("(?s).*listener web +rate +delayed +2\\b.*"), counters);
        assertEquals(0, nib.stop());
    }

    private static void awaitWaiting(Nib nib, int clients) {
        assertTrue(Deadline.usual()
                .until(() -> nib.ctl("connections").out().split("waiting|connecting", -1).length == clients + 1));
    }

    @Test
    void whoHasAllItsConnectionsWaitsForOneToEnd() throws Exception {
        Nib nib = house("""
                listeners:
                  web:
                    bind: "tcp://127.0.0.1:0"
                    engine: %1$s
                    per-client: { max: 1, queue: { length: 2, time: 20s } }
                    pool: app
                pools:
                  app: { policy: first, servers: ["%2$s"] }
                """);
        Socket first = open.keep(Visits.connect("127.0.0.1", nib.port("web")));
        first.getOutputStream().write('a');
        assertEquals('a', first.getInputStream().read());
        Socket second = open.keep(Visits.connect("127.0.0.1", nib.port("web")));
        second.getOutputStream().write('b');
        awaitWaiting(nib, 1); // so that it is before the third one, also where another thread takes that
        Socket third = open.keep(Visits.connect("127.0.0.1", nib.port("web")));
        third.getOutputStream().write('c');
        awaitWaiting(nib, 2);
        assertTrue(!isServed(nib, "web"), "two wait");
        first.close();
        assertEquals('b', second.getInputStream().read());
        second.close();
        assertEquals('c', third.getInputStream().read());
        third.close();
        assertEquals(0, nib.stop());
    }
}
