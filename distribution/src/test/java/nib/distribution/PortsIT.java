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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Few local ports: in a network namespace of its own, so for root only. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class PortsIT {
    private static final int PORTS = 100;
    private static final int CLIENTS = 300;

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    @Test
    void noServerIsToBlameWhenLocalPortsRunOut() throws Exception {
        List<Socket> served = new ArrayList<>();
        int refused = 0;
        try (Space space = Space.open();
                EchoServer server = EchoServer.start("one", Ip.parse(Space.HERE));
                Nib nib = Nib.run(folder, configuration(server), few(space))) {
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = Visits.connect(Space.THERE, 9000);
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

    private static List<String> few(Space space) {
        space.set("ipv4/ip_local_port_range", "20000 " + (20_000 + PORTS - 1));
        return space.inside();
    }

    private String configuration(EchoServer server) {
        return Nib.on(engine, """
                listeners:
                  web: { bind: "tcp://%s:9000", pool: app }
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                """.formatted(Space.THERE, server.address()));
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
        try (Socket socket = Visits.connect(Space.THERE, 9000)) {
            return isServed(socket);
        } catch (IOException e) {
            return false;
        }
    }
}
