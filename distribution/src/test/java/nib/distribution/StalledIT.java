package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import nib.api.Ip;
import nib.testkit.Deadline;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask for much and do not read it. What the system keeps for each is made little, or nothing would stall. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class StalledIT {
    private static final int READERS = Integer.getInteger("nib.soak.stalled", 100);
    private static final int LENGTH = 1 << 20;
    private static final String BUFFERS = "4096 65536 65536";
    private static final int HOSE = 9001;
    private static final int ECHO = 9002;
    private static final long MOST_EACH = 256; // KiB

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private final AtomicLong poured = new AtomicLong();

    private String configuration(ServerSocket hose, EchoServer echo) {
        return Nib.on(engine, """
                listeners:
                  hose: { bind: "tcp://%1$s:%2$d", pool: hose }
                  echo: { bind: "tcp://%1$s:%3$d", pool: echo }
                pools:
                  hose: { policy: round-robin, servers: ["%4$s:%5$d"] }
                  echo: { policy: round-robin, servers: ["%6$s"] }
                """.formatted(Space.THERE, HOSE, ECHO, Space.HERE, hose.getLocalPort(), echo.address()));
    }

    @Test
    void whoDoesNotReadCostsLittleAndHurtsNobody() throws Exception {
        try (Space space = Space.open();
                ServerSocket hose = new ServerSocket(0, 1000, InetAddress.getByName(Space.HERE));
                EchoServer echo = EchoServer.start("echo", Ip.parse(Space.HERE));
                Nib nib = Nib.run(folder, configuration(hose, echo), little(space))) {
            Thread.ofVirtual().start(() -> pour(hose));
            echo(1);
            long before = nib.resident();
            List<Socket> readers = readers();
            awaitStalled();
            long each = (nib.resident() - before) / READERS;
            assertTrue(each <= MOST_EACH, () -> each + " KiB for each");
            assertTrue(coresWhileStalled(nib) <= 0.2, "who waits for a reader must not spin");
            for (int i = 0; i < 100; i++) {
                echo(i);
            }
            for (Socket reader : readers) {
                readAll(reader);
            }
            assertEquals(0, nib.stop());
        }
    }

    private static List<String> little(Space space) {
        space.set("ipv4/tcp_rmem", BUFFERS);
        space.set("ipv4/tcp_wmem", BUFFERS);
        return space.inside();
    }

    private static void echo(long number) throws IOException {
        Visits.echo(Space.THERE, ECHO, number, 100_000);
    }

    private static List<Socket> readers() throws IOException {
        List<Socket> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            Socket reader = new Socket();
            reader.setReceiveBufferSize(4096);
            reader.connect(new InetSocketAddress(InetAddress.getByName(Space.THERE), HOSE), Visits.TIMEOUT_MILLIS);
            reader.setSoTimeout(Visits.TIMEOUT_MILLIS);
            readers.add(reader);
        }
        return readers;
    }

    private void pour(ServerSocket hose) {
        try {
            while (true) {
                Socket client = hose.accept();
                Thread.ofVirtual().start(() -> pour(client));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void pour(Socket client) {
        byte[] water = new byte[8192];
        try (client) {
            client.setSendBufferSize(65_536);
            OutputStream out = client.getOutputStream();
            for (int at = 0; at < LENGTH; at += water.length) {
                for (int i = 0; i < water.length; i++) {
                    water[i] = drop(at + i);
                }
                out.write(water);
                poured.addAndGet(water.length);
            }
        } catch (IOException e) {
            // the test has failed, and says why elsewhere
        }
    }

    /** What stands at a place of the stream. */
    private static byte drop(int at) {
        return (byte) (at * 31 + at / 251);
    }

    /** Everybody has come, and nothing has been written for a while. */
    private void awaitStalled() {
        long[] last = {-1, 0};
        assertTrue(Deadline.usual().until(() -> {
            long now = poured.get();
            long time = System.nanoTime();
            if (now != last[0]) {
                last[0] = now;
                last[1] = time;
            }
            return now >= READERS * 8192L && time - last[1] > 500_000_000;
        }));
        assertTrue(poured.get() < (long) READERS * LENGTH / 2, () -> poured + " bytes were taken");
    }

    private static double coresWhileStalled(Nib nib) throws IOException, InterruptedException {
        double before = nib.cpu();
        Thread.sleep(1000); // nothing happens that could be awaited: that is what is measured
        return nib.cpu() - before;
    }

    private static void readAll(Socket reader) throws IOException {
        try (reader) {
            InputStream in = reader.getInputStream();
            byte[] some = new byte[65_536];
            int at = 0;
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                for (int i = 0; i < n; i++) {
                    assertEquals(drop(at + i), some[i], "byte " + (at + i));
                }
                at += n;
            }
            assertEquals(LENGTH, at);
        } catch (SocketException e) {
            throw new AssertionError("cut", e);
        }
    }
}
