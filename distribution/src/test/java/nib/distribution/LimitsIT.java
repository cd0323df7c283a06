package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nib.testkit.Deadline;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class LimitsIT {
    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private String configuration(EchoServer server, String more) {
        return Nib.on(engine, """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app%s }
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                """.formatted(more, server.address()));
    }

    private static List<Socket> open(int port, int count) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(Visits.connect("127.0.0.1", port));
        }
        return sockets;
    }

    private static void exchange(Socket socket, long number) throws IOException {
        byte[] mine = Visits.ledger(number, 64);
        socket.getOutputStream().write(mine);
        assertArrayEquals(mine, socket.getInputStream().readNBytes(mine.length));
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void serves2000ConnectionsAtOnceOnDefaultSettings() throws Exception {
        try (EchoServer server = EchoServer.start("one");
                Nib nib = Nib.run(folder, configuration(server, ""))) {
            long threads = nib.threads();
            long descriptors = nib.descriptors();
            List<Socket> sockets = open(nib.port("web"), 2000);
            for (int i = 0; i < sockets.size(); i++) {
                exchange(sockets.get(i), i);
            }
            assertEquals(2000, server.open());
            assertTrue(nib.ctl("--json", "status").out().replace(" ", "").contains("\"sessions\":2000"));
            close(sockets);
            server.awaitOpen(0);
            Deadline.usual().until(() -> nib.descriptors() <= descriptors + 8);
            assertTrue(nib.descriptors() <= descriptors + 8, descriptors + " files, then " + nib.descriptors());
            assertTrue(nib.threads() <= threads + 8, threads + " threads, then " + nib.threads());
        }
    }

    /** 256 descriptors are 95 sessions: further clients wait in the backlog until somebody leaves. */
    @Test
    void servesMoreClientsThanItHasDescriptorsForOneAfterTheOther() throws Exception {
        List<String> few = List.of("/bin/sh", "-c", "ulimit -n 256; exec \"$@\"", "sh");
        try (EchoServer server = EchoServer.start("one");
                Nib nib = Nib.run(folder, configuration(server, ""), few)) {
            for (int cycle = 0; cycle < 10; cycle++) {
                List<Socket> sockets = open(nib.port("web"), 300);
                nib.awaitLine(line -> line.contains("pauses accepting"));
                int number = 0;
                for (Socket socket : sockets) {
                    exchange(socket, number++);
                    socket.close();
                }
            }
            List<Socket> sockets = open(nib.port("web"), 300);
            exchange(sockets.getFirst(), 1);
            assertTrue(coresWhileFull(nib) <= 0.2, "a listener that is full must wait, not spin");
            close(sockets);
            long freed = System.nanoTime();
            Visits.echo(nib.port("web"), 7, 100);
            assertTrue(System.nanoTime() - freed < Duration.ofSeconds(1).toNanos(), "it accepts again at once");
            List<String> blamed =
                    nib.log().stream().filter(line -> line.contains("suspect")).toList();
            assertEquals(List.of(), blamed);
            assertEquals(0, nib.stop());
        }
    }

    /** Measured over a whole second of the processor's clock. */
    private static double coresWhileFull(Nib nib) throws IOException, InterruptedException {
        double before = nib.cpu();
        Thread.sleep(1000); // nothing happens that could be awaited: that is what is measured
        return nib.cpu() - before;
    }

    @Test
    void letsNoClientHaveMoreThanItsShare() throws Exception {
        try (EchoServer server = EchoServer.start("one");
                Nib nib = Nib.run(folder, configuration(server, ", per-client: { max: 3 }"))) {
            List<Socket> sockets = open(nib.port("web"), 3);
            for (Socket socket : sockets) {
                exchange(socket, 1);
            }
            try (Socket fourth = Visits.connect("127.0.0.1", nib.port("web"))) {
                assertEquals(-1, fourth.getInputStream().read(), "closed at once");
            }
            close(sockets);
            server.awaitOpen(0);
            Deadline.usual().until(() -> served(nib));
            Visits.echo(nib.port("web"), 9, 10);
        }
    }

    private static boolean served(Nib nib) {
        try {
            Visits.echo(nib.port("web"), 8, 10);
            return true;
        } catch (IOException | AssertionError e) {
            return false;
        }
    }

    @Test
    void letsClientsWaitWhenAListenerIsFull() throws Exception {
        try (EchoServer server = EchoServer.start("one");
                Nib nib = Nib.run(folder, configuration(server, ", max: 2"))) {
            List<Socket> sockets = open(nib.port("web"), 3);
            exchange(sockets.get(0), 0);
            exchange(sockets.get(1), 1);
            nib.awaitLine(line -> line.contains("pauses accepting"));
            assertEquals(2, server.open());
            sockets.get(0).close();
            exchange(sockets.get(2), 2);
            close(sockets);
        }
    }
}
