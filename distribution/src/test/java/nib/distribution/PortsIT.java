package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nib.api.Ip;
import nib.testkit.Deadline;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Few local ports: in a network namespace of its own, so for root only. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class PortsIT {
    private static final String HERE = "198.18.77.1";
    private static final String THERE = "198.18.77.2";
    private static final String SPACE = "nib-ports-" + ProcessHandle.current().pid();
    private static final String CABLE = "nibp" + ProcessHandle.current().pid() % 1_000_000;
    private static final int PORTS = 100;
    private static final int CLIENTS = 300;

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    @BeforeEach
    void layCable() throws Exception {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name"))
                        && ip("netns", "add", SPACE)
                        && ip("link", "add", CABLE, "type", "veth", "peer", "name", "far", "netns", SPACE),
                "network namespaces cannot be made here");
        assertTrue(ip("addr", "add", HERE + "/30", "dev", CABLE));
        assertTrue(ip("link", "set", CABLE, "up"));
        assertTrue(ip("-n", SPACE, "addr", "add", THERE + "/30", "dev", "far"));
        assertTrue(ip("-n", SPACE, "link", "set", "far", "up"));
        assertTrue(ip("-n", SPACE, "link", "set", "lo", "up"));
        String range = "echo '20000 " + (20_000 + PORTS - 1) + "' > /proc/sys/net/ipv4/ip_local_port_range";
        assertTrue(ip("netns", "exec", SPACE, "/bin/sh", "-c", range));
    }

    @AfterEach
    void takeItAway() throws Exception {
        ip("link", "del", CABLE);
        ip("netns", "del", SPACE);
    }

    private static boolean ip(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    @Test
    void noServerIsToBlameWhenLocalPortsRunOut() throws Exception {
        List<Socket> served = new ArrayList<>();
        int refused = 0;
        try (EchoServer server = EchoServer.start("one", Ip.parse(HERE));
                Nib nib = Nib.run(folder, configuration(server), List.of("ip", "netns", "exec", SPACE))) {
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = Visits.connect(THERE, 9000);
                if (isServed(socket)) {
                    served.add(socket);
                } else {
                    refused++;
                    socket.close();
                }
            }
            assertEquals(PORTS, served.size(), "as many as there are ports");
            assertEquals(CLIENTS - PORTS, refused);
            assertEquals(
                    List.of(),
                    nib.log().stream().filter(line -> line.contains("suspect")).toList());
            for (Socket socket : served) {
                socket.setSoLinger(true, 0); // a reset leaves no port in TIME_WAIT
                socket.close();
            }
            server.awaitOpen(0);
            assertTrue(Deadline.usual().until(PortsIT::isServedAgain), "with ports there is service");
            assertEquals(0, nib.stop());
        }
    }

    private String configuration(EchoServer server) {
        return Nib.on(engine, """
                listeners:
                  web: { bind: "tcp://%s:9000", pool: app }
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                """.formatted(THERE, server.address()));
    }

    private static boolean isServed(Socket socket) {
        try {
            socket.getOutputStream().write(7);
            return socket.getInputStream().read() == 7;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isServedAgain() {
        try (Socket socket = Visits.connect(THERE, 9000)) {
            return isServed(socket);
        } catch (IOException e) {
            return false;
        }
    }
}
