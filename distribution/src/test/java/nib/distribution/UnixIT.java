package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nib.testkit.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Unix sockets on both sides, as programs on the same machine use them. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class UnixIT {
    private static final int CROWD = 5000;
    private static final int MUCH = 20 << 20;

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private Nib run(String listener, String server) throws IOException {
        return Nib.run(folder, """
                listeners:
                  app: { bind: "unix://%s", pool: app, engine: %s, file: { mode: 660 } }
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                observers:
                  - access-log: { file: access.log }
                """.formatted(listener, engine, server));
    }

    private Path listener() {
        return folder.resolve("app.sock");
    }

    private Path server() {
        return folder.resolve("server.sock");
    }

    private static void stop(java.io.Closeable end) throws IOException {
        end.close();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(listener()));
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void memcachedIsServedAndItsClientKnown() throws Exception {
        try (Peer cache = Peer.memcached(folder, server());
                Nib nib = run(listener().toString(), server().toString())) {
            assertTrue(cache.isAlive());
            assertEquals("rw-rw----", Permissions.of(listener()));
            Path file = Files.writeString(folder.resolve("greeting"), "hello");
            String servers = "--servers=" + listener();
            Run put = Run.of(Path.of("memccp"), servers, file.toString());
            assertEquals(0, put.status(), put.err());
            Run got = Run.of(Path.of("memccat"), servers, "greeting");
            assertEquals("hello", got.out().strip(), got.err());
            assertEquals(0, nib.stop());
            String line = Files.readString(folder.resolve("access.log"));
            assertTrue(line.contains(" unix:uid=" + Permissions.uid(folder) + ",gid="), line);
            assertEquals(engine.equals("epoll"), line.contains(",pid="), line);
        }
    }

    @Test
    void anEndIsPassedOnBothWays() throws Exception {
        try (UnixEcho echo = UnixEcho.start(server(), 128);
                Nib nib = run(listener().toString(), server().toString());
                SocketChannel client = connect()) {
            byte[] mine = Visits.ledger(1, MUCH);
            Thread writer = Thread.ofVirtual().start(() -> UnixEcho.writeAndEnd(client, mine));
            byte[] back = Channels.newInputStream(client).readAllBytes();
            writer.join();
            assertArrayEquals(mine, back);
            assertTrue(echo.accepted() > 0 && nib.isAlive());
        }
    }

    /** Unix streams reset by themselves only where something was not read; then TCP gets one, too. */
    @Test
    void aClientThatGoesWithoutReadingResetsItsServer() throws Exception {
        try (ServerSocket tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Nib nib = run(listener().toString(), "127.0.0.1:" + tcp.getLocalPort());
                SocketChannel client = connect();
                Socket served = tcp.accept()) {
            served.setSoTimeout(Visits.TIMEOUT_MILLIS);
            served.getOutputStream().write(Visits.ledger(1, 1000));
            assertEquals(1, client.read(ByteBuffer.allocate(1)));
            stop(client);
            InputStream in = served.getInputStream();
            assertThrows(SocketException.class, in::readAllBytes);
            assertTrue(nib.isAlive());
        }
    }

    @Test
    void aServerThatResetsEndsItsClient() throws Exception {
        try (ServerSocket tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Nib nib = run(listener().toString(), "127.0.0.1:" + tcp.getLocalPort());
                SocketChannel client = connect();
                Socket served = tcp.accept()) {
            served.setSoLinger(true, 0);
            stop(served);
            assertEquals(-1, client.read(ByteBuffer.allocate(10)), "there is no reset to pass on");
            assertTrue(nib.isAlive());
        }
    }

    /** Many more at once than the server's queue holds. */
    @Test
    void thousandsOfShortConnectionsLeaveNothingBehind() throws Exception {
        try (UnixEcho echo = UnixEcho.start(server(), 4);
                Nib nib = run(listener().toString(), server().toString());
                ExecutorService crowd = Executors.newFixedThreadPool(32)) {
            visit(0);
            List<String> before = nib.sockets();
            List<Callable<Void>> visits = java.util.stream.IntStream.range(1, CROWD)
                    .<Callable<Void>>mapToObj(number -> () -> visit(number))
                    .toList();
            for (Future<Void> one : crowd.invokeAll(visits)) {
                one.get();
            }
            assertEquals(CROWD, echo.accepted());
            boolean gone = Deadline.usual().until(() -> nib.sockets().size() <= before.size());
            assertTrue(gone, () -> "of " + before + " it came to " + nib.open());
            assertEquals(0, nib.stop());
            assertFalse(exists(listener()));
        }
    }

    private Void visit(int number) throws IOException {
        byte[] mine = Visits.ledger(number, 100);
        try (SocketChannel client = connect()) {
            UnixEcho.writeAndEnd(client, mine);
            assertArrayEquals(mine, Channels.newInputStream(client).readAllBytes());
        }
        return null;
    }

    @Test
    void whatAKilledOneLeftIsReplacedAndASecondOneIsRefused() throws Exception {
        try (UnixEcho echo = UnixEcho.start(server(), 128)) {
            try (Nib killed = run(listener().toString(), server().toString())) {
                assertTrue(killed.isAlive());
            }
            assertTrue(exists(listener()), "it was killed");
            try (Nib nib = run(listener().toString(), server().toString())) {
                visit(1);
                Run second = nib.second();
                assertTrue(second.status() != 0 && second.err().contains("already in use"), second.err());
                visit(2);
                assertEquals(0, nib.stop());
            }
            assertFalse(exists(listener()));
            // The second one asks whether somebody is there: that is a client, too, if it has not gone before.
            assertTrue(echo.accepted() == 2 || echo.accepted() == 3, () -> "accepted " + echo.accepted());
        }
    }
}
