package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nib.testkit.Crowd;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections are as quick as they may be, and no quicker; nothing is lost by it. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class BandwidthIT {
    private static final int SIZE = 1_500_000;

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private final Belongings open = new Belongings();

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private Nib house(String listener, String pool) throws IOException {
        EchoServer one = open.keep(EchoServer.start("one"));
        return open.keep(Nib.run(folder, """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", engine: %s, pool: app, %s }
                pools:
                  app: { policy: first, servers: ["%s"], %s }
                """.formatted(engine, listener, one.address(), pool)));
    }

    /** How long several visits at once take, from these addresses. */
    private static double visits(Nib nib, String... from) throws Exception {
        long begun = System.nanoTime();
        Crowd.of(
                from.length,
                number -> Visits.echo(Visits.connect(from[number], "127.0.0.1", nib.port("web")), number, SIZE));
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void assertTakes(double least, double took) {
        assertTrue(took > least * 0.9 - 0.1, "quicker than it may be: " + took + " s instead of " + least);
        assertTrue(took < least * 1.6 + 0.5, "much slower than it may be: " + took + " s instead of " + least);
    }

    @Test
    void aConnectionIsNoQuickerThanItMay() throws Exception {
        Nib nib = house("bandwidth: { connection: { download: 1500000 } }", "");
        assertTakes(1, visits(nib, "127.0.0.1", "127.0.0.1"));
        assertEquals(0, nib.stop());
        Nib up = house("bandwidth: { connection: { upload: 3000000 } }", "");
        assertTakes(0.5, visits(up, "127.0.0.1"));
    }

    @Test
    void connectionsOfOneClientShareWhatItMay() throws Exception {
        Nib nib = house("bandwidth: { client: { download: 3000000 } }", "");
        assertTakes(1, visits(nib, "127.0.0.1", "127.0.0.1"));
        assertTakes(0.5, visits(nib, "127.0.0.2", "127.0.0.3"));
    }

    @Test
    void allConnectionsToAPoolShareWhatItMay() throws Exception {
        Nib nib = house("", "bandwidth: { upload: 3000000 }");
        assertTakes(1, visits(nib, "127.0.0.2", "127.0.0.3"));
    }

    @Test
    void oneThatIsHeldBackCanBeCut() throws Exception {
        Nib nib = house("bandwidth: { connection: { upload: 100 } }, idle: 1s", "");
        try (Socket socket = Visits.connect("127.0.0.1", nib.port("web"))) {
            socket.getOutputStream().write(new byte[400]);
            byte[] back = socket.getInputStream().readNBytes(300);
            assertEquals(300, back.length, "two seconds of being slow are no silence");
        }
        assertEquals(0, nib.stop());
    }

    @Test
    void datagramsThatAreTooQuickAreDropped() throws Exception {
        String udp = engine.equals("epoll") ? "mmsg" : "udp";
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Nib nib = Nib.run(folder, """
                        listeners:
                          dns:
                            bind: "udp://127.0.0.1:0"
                            engine: %s
                            bandwidth: { connection: { upload: 10000, download: 5000 } }
                            pool: app
                        pools:
                          app: { policy: first, servers: ["127.0.0.1:%d"] }
                        """.formatted(udp, server.getLocalPort()));
                DatagramSocket client = new DatagramSocket()) {
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), nib.port("dns")));
            for (int i = 0; i < 100; i++) {
                client.send(new DatagramPacket(new byte[500], 500));
            }
            List<DatagramPacket> heard = heard(server);
            assertTrue(
                    heard.size() >= 3 && heard.size() <= 25, heard.size() + " of 100, and 2 at first and 20 a second");
            for (int i = 0; i < 100; i++) {
                server.send(
                        new DatagramPacket(new byte[500], 500, heard.getFirst().getSocketAddress()));
            }
            int answers = heard(client).size();
            assertTrue(answers >= 2 && answers <= 15, answers + " of 100, and 1 at first and 10 a second");
        }
    }

    /** Everything that comes before half a second of silence. */
    private static List<DatagramPacket> heard(DatagramSocket socket) throws IOException {
        List<DatagramPacket> all = new ArrayList<>();
        socket.setSoTimeout(500);
        try {
            while (true) {
                DatagramPacket one = new DatagramPacket(new byte[1000], 1000);
                socket.receive(one);
                all.add(one);
            }
        } catch (SocketTimeoutException e) {
            return all;
        }
    }
}
