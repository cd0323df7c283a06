package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class StopIT {
    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private String configuration(EchoServer server, String drain) {
        return Nib.on(engine, """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app }
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                drain: %s
                observers:
                  - access-log: { file: access.log, format: json }
                """.formatted(server.address(), drain));
    }

    private static Socket talking(Nib nib) throws IOException {
        Socket socket = Visits.connect("127.0.0.1", nib.port("web"));
        exchange(socket, 1);
        return socket;
    }

    private static void exchange(Socket socket, long number) throws IOException {
        byte[] mine = Visits.ledger(number, 1000);
        socket.getOutputStream().write(mine);
        assertArrayEquals(mine, socket.getInputStream().readNBytes(mine.length));
    }

    @Test
    void closesItsListenersAtOnceAndLetsConnectionsFinish() throws Exception {
        try (EchoServer server = EchoServer.start("one");
                Nib nib = Nib.run(folder, configuration(server, "20s"));
                Socket open = talking(nib)) {
            int port = nib.port("web");
            nib.signal("TERM");
            long asked = System.nanoTime();
            while (accepts(port)) {
                assertTrue(System.nanoTime() - asked < Duration.ofSeconds(2).toNanos(), "it still listens");
            }
            exchange(open, 2);
            open.shutdownOutput();
            assertEquals(-1, open.getInputStream().read());
            assertEquals(0, nib.awaitEnd(Duration.ofSeconds(5)));
        }
    }

    /** A handshake in whose midst the listener closes ends with a reset. */
    private static boolean accepts(int port) throws IOException {
        try (Socket probe = Visits.connect("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (SocketException e) {
            return false;
        }
    }

    @Test
    void cutsWhatIsLeftAfterTheTimeForDraining() throws Exception {
        try (EchoServer server = EchoServer.start("one");
                Nib nib = Nib.run(folder, configuration(server, "1s"));
                Socket open = talking(nib)) {
            long asked = System.nanoTime();
            nib.signal("TERM");
            assertThrows(IOException.class, () -> open.getInputStream().readAllBytes());
            assertEquals(0, nib.awaitEnd(Duration.ofSeconds(5)));
            long took = System.nanoTime() - asked;
            assertTrue(
                    took >= Duration.ofSeconds(1).toNanos()
                            && took < Duration.ofSeconds(3).toNanos(),
                    took + " ns");
        }
        assertTrue(Files.readString(folder.resolve("access.log")).contains("\"drained\""));
    }

    @Test
    void stopsAtOnceWhenAskedTwice() throws Exception {
        try (EchoServer server = EchoServer.start("one");
                Nib nib = Nib.run(folder, configuration(server, "60s"));
                Socket open = talking(nib)) {
            nib.signal("TERM");
            nib.awaitLine(line -> line.contains("1 connections are still open, the oldest is relaying for 127.0.0.1:"));
            nib.signal("TERM");
            assertThrows(IOException.class, () -> open.getInputStream().readAllBytes());
            assertEquals(0, nib.awaitEnd(Duration.ofSeconds(5)));
        }
    }

    @Test
    void writesALineForEachConnectionWithItsBytes() throws Exception {
        int visits = 200;
        try (EchoServer server = EchoServer.start("one");
                Nib nib = Nib.run(folder, configuration(server, "5s"))) {
            for (int i = 0; i < visits; i++) {
                Visits.echo(nib.port("web"), i, 100);
            }
            assertEquals(0, nib.stop());
            assertEquals(visits, server.accepted());
        }
        String log = Files.readString(folder.resolve("access.log"));
        assertEquals(visits, log.lines().count());
        assertTrue(
                log.lines().allMatch(line -> line.contains("\"sent\":100") && line.contains("\"received\":100")), log);
    }

    /** A server whose queue is full answers no SYN, as one whose power has gone. */
    @Test
    void goesElsewhereWhenAServerIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket();
                Socket second = new Socket();
                EchoServer server = EchoServer.start("one")) {
            first.connect(silent.getLocalSocketAddress());
            second.connect(silent.getLocalSocketAddress());
            try (Nib nib = Nib.run(folder, Nib.on(engine, """
                    listeners:
                      web: { bind: "tcp://127.0.0.1:0", pool: app }
                    pools:
                      app: { policy: round-robin, connect: 500ms, servers: ["127.0.0.1:%d", "%s"] }
                    """.formatted(silent.getLocalPort(), server.address())))) {
                long begun = System.nanoTime();
                Visits.echo(nib.port("web"), 1, 100);
                long took = System.nanoTime() - begun;
                assertTrue(took < Duration.ofMillis(500 + 700).toNanos(), "took " + took + " ns");
                begun = System.nanoTime();
                Visits.echo(nib.port("web"), 2, 100);
                took = System.nanoTime() - begun;
                assertTrue(took < Duration.ofMillis(400).toNanos(), "the next one does not ask it: " + took + " ns");
            }
        }
    }
}
