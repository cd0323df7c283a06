package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import nib.testkit.ByteLedger;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Much of everything: a little of it in every run, all of it with the profile {@code soak}. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class SoakIT {
    private static final long BYTES = Long.getLong("nib.soak.bytes", 200L << 20);
    private static final int CLIENTS = Integer.getInteger("nib.soak.clients", 500);
    private static final int AT_ONCE = 8;
    private static final int HEAD = 3 * Long.BYTES;

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private String configuration(String server, String more) {
        return Nib.on(engine, """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app%s }
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                """.formatted(more, server));
    }

    /** Streams of random lengths both ways at once, each checked byte by byte at its other end. */
    @Test
    void everyByteOfManyStreamsArrives() throws Exception {
        Thread accepting;
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Nib nib = Nib.run(folder, configuration("127.0.0.1:" + port(server), ""))) {
            accepting = Thread.ofVirtual().start(() -> accept(server));
            visitAll(nib.port("web"));
        }
        accepting.join();
        assertEquals(List.of(), List.copyOf(failures));
    }

    private void visitAll(int port) throws InterruptedException {
        AtomicLong left = new AtomicLong(BYTES);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            SplittableRandom random = new SplittableRandom(i);
            clients.add(Thread.ofVirtual()
                    .start(() -> guarded(() -> {
                        while (left.get() > 0 && failures.isEmpty()) {
                            left.addAndGet(-visit(port, random));
                        }
                    })));
        }
        for (Thread client : clients) {
            client.join();
        }
    }

    private static int port(ServerSocketChannel server) throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** From a byte to 16 MiB, short ones as often as long ones. */
    private static long length(SplittableRandom random) {
        return random.nextLong(1L << random.nextInt(1, 25));
    }

    private long visit(int port, SplittableRandom random) throws Exception {
        long seed = random.nextLong();
        ByteLedger there = new ByteLedger(seed, length(random));
        ByteLedger back = new ByteLedger(~seed, length(random));
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            channel.write(ByteBuffer.allocate(HEAD)
                    .putLong(seed)
                    .putLong(there.length())
                    .putLong(back.length())
                    .flip());
            exchange(channel, there, back);
        }
        return there.length() + back.length();
    }

    private void exchange(SocketChannel channel, ByteLedger out, ByteLedger in) throws Exception {
        Thread sending = Thread.ofVirtual()
                .start(() -> guarded(() -> {
                    out.send(piece -> writeAll(channel, piece));
                    channel.shutdownOutput();
                }));
        in.receive(channel::read);
        sending.join();
    }

    /** On a virtual thread a write may take a part. */
    private static void writeAll(SocketChannel channel, ByteBuffer piece) throws IOException {
        while (piece.hasRemaining()) {
            channel.write(piece);
        }
    }

    private void accept(ServerSocketChannel server) {
        guarded(() -> {
            try {
                while (true) {
                    SocketChannel client = server.accept();
                    Thread.ofVirtual().start(() -> guarded(() -> serve(client)));
                }
            } catch (AsynchronousCloseException e) {
                // the test is over
            }
        });
    }

    private void serve(SocketChannel client) throws Exception {
        try (client) {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            while (head.hasRemaining() && client.read(head) >= 0) {
                // until it is there
            }
            head.flip();
            long seed = head.getLong();
            ByteLedger in = new ByteLedger(seed, head.getLong());
            exchange(client, new ByteLedger(~seed, head.getLong()), in);
        }
    }

    private interface Deed {
        void run() throws Exception;
    }

    private void guarded(Deed deed) {
        try {
            deed.run();
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
    }

    /** Whoever is silent is cut when the time is over, and not before, however many they are. */
    @Test
    void deadlinesHoldForManyConnections() throws Exception {
        Duration idle = Duration.ofSeconds(2);
        try (EchoServer server = EchoServer.start("one");
                Nib nib = Nib.run(folder, configuration(server.address().toString(), ", idle: 2s"))) {
            List<Thread> silent = new ArrayList<>();
            Queue<Long> waited = new ConcurrentLinkedQueue<>();
            int port = nib.port("web");
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = Visits.connect("127.0.0.1", port);
                silent.add(Thread.ofVirtual()
                        .start(() -> guarded(() -> {
                            try (socket) {
                                socket.getOutputStream().write(1);
                                long begun = System.nanoTime();
                                assertEquals(1, socket.getInputStream().read());
                                awaitCut(socket);
                                waited.add(System.nanoTime() - begun);
                            }
                        })));
            }
            for (Thread one : silent) {
                one.join();
            }
            assertEquals(List.of(), List.copyOf(failures));
            assertEquals(CLIENTS, waited.size());
            waited.forEach(nanos -> assertTrue(nanos >= idle.toNanos(), () -> "cut after " + nanos));
            waited.forEach(nanos -> assertTrue(nanos <= 4 * idle.toNanos(), () -> "cut after " + nanos));
        }
    }

    private static void awaitCut(Socket socket) throws IOException {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException e) {
            // a reset, which is how it is told
        }
    }
}
