package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import nib.testkit.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers with forged addresses, each of which writes once and is answered, while others go on talking. */
@ParameterizedClass
@ValueSource(strings = {"mmsg", "udp"})
class FloodIT {
    private static final int STRANGERS = Integer.getInteger("nib.soak.strangers", 20_000);
    private static final int PLACES = Integer.getInteger("nib.soak.places", 1_000);
    private static final int A_SECOND = 10_000;
    private static final int TALKERS = 100;
    private static final int PORTS = 20_000;
    private static final long MEMORY_KIB = 256 << 10;

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private int asked;
    private int lost;

    @Test
    void thoseWhoTalkAreAnsweredAndStrangersLeaveNothingBehind() throws Exception {
        List<DatagramSocket> talkers = new ArrayList<>();
        try (Answerer server = Answerer.at("127.0.0.1");
                Nib nib = Nib.run(folder, """
                        listeners:
                          dns: { bind: "udp://127.0.0.1:0", pool: app, engine: %s, max: %d, datagrams: { idle: 2s } }
                        pools:
                          app: { policy: round-robin, servers: ["%s"] }
                        """.formatted(engine, PLACES, server.address()))) {
            InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), nib.port("dns"));
            long descriptors = nib.descriptors();
            long memory = nib.resident();
            for (int i = 0; i < TALKERS; i++) {
                talkers.add(Answerer.client("127.0.0.1"));
                talkers.getLast().setSoTimeout(1000);
            }
            talk(talkers, to);
            talk(talkers, to);
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(to));
            while (!flood.isDone()) {
                talk(talkers, to);
            }
            flood.join();
            long end = System.nanoTime();
            // A datagram may find the system's buffer full while the machine does something else for a moment.
            assertTrue(lost <= Math.max(1, asked / 1000), () -> lost + " of " + asked + " lost");
            long more = nib.resident() - memory;
            assertTrue(more < MEMORY_KIB, () -> more + " KiB");
            assertTrue(Deadline.usual().until(() -> nib.descriptors() <= descriptors + 5), "sessions stay");
            System.out.printf(
                    "%s: %,d strangers, %d of %,d lost, %,d KiB more, all gone after %d ms%n",
                    engine, STRANGERS, lost, asked, more, (System.nanoTime() - end) / 1_000_000);
            assertEquals(0, nib.stop());
        } finally {
            talkers.forEach(DatagramSocket::close);
        }
    }

    private void talk(List<DatagramSocket> talkers, InetSocketAddress to) throws IOException {
        for (DatagramSocket talker : talkers) {
            asked++;
            try {
                Answerer.ask(talker, to, Answerer.number(asked));
            } catch (SocketTimeoutException e) {
                lost++;
            }
        }
    }

    /** One datagram from each of many addresses and ports, so many a second. */
    private static void flood(InetSocketAddress to) {
        long begun = System.nanoTime();
        for (int i = 0; i < STRANGERS; i++) {
            long due = begun + i * 1_000_000_000L / A_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(1_000_000);
            }
            InetSocketAddress from = new InetSocketAddress("127.7.0." + (1 + i / PORTS), 10_000 + i % PORTS);
            try (DatagramChannel stranger = DatagramChannel.open().bind(from)) {
                stranger.send(ByteBuffer.allocate(4), to);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
