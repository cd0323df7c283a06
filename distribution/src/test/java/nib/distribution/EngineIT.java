package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who moves the bytes may change while they move. */
class EngineIT {
    private static final List<String> ENGINES = List.of("auto", "threads", "epoll");
    private static final int CHANGES = 20;

    @TempDir
    Path folder;

    private static String configuration(EchoServer server, String engine) {
        return Nib.on(engine, """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app }
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                """.formatted(server.address()));
    }

    @Test
    void losesNothingWhenTheEngineChangesUnderLoad() throws Exception {
        List<Socket> patient = new ArrayList<>();
        try (EchoServer server = EchoServer.start("one");
                Nib nib = Nib.run(folder, configuration(server, ENGINES.getFirst()))) {
            int port = nib.port("web");
            try (Load load = Load.start(24, number -> Visits.echo(port, number, (int) (number % 3000)))) {
                load.awaitGood(200);
                long descriptors = nib.descriptors();
                for (int i = 1; i <= CHANGES; i++) {
                    patient.add(Visits.connect("127.0.0.1", port));
                    String engine = ENGINES.get(i % ENGINES.size());
                    assertTrue(nib.reload(configuration(server, engine)), () -> String.join("\n", nib.log()));
                    load.awaitGood(50);
                    for (Socket socket : patient) {
                        pingPong(socket, i);
                    }
                }
                load.end();
                assertEquals(List.of(), load.failures());
                long now = nib.descriptors();
                assertTrue(now <= descriptors + 2 * CHANGES + 20, descriptors + " files, then " + now);
            }
            for (Socket socket : patient) {
                socket.close();
            }
            assertEquals(0, nib.stop());
        }
    }

    private static void pingPong(Socket socket, int round) throws IOException {
        byte[] mine = Visits.ledger(round, 100);
        socket.getOutputStream().write(mine);
        assertArrayEquals(mine, socket.getInputStream().readNBytes(mine.length));
    }
}
