package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of streams are passed on as what they were, and nothing sent before them is lost. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class CloseIT {
    private static final int MUCH = 50 << 20;

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private ServerSocket server;
    private Nib nib;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        nib = Nib.run(folder, Nib.on(engine, """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app }
                pools:
                  app: { policy: round-robin, servers: ["127.0.0.1:%d"] }
                """.formatted(server.getLocalPort())));
    }

    @AfterEach
    void end() throws IOException {
        nib.close();
        server.close();
    }

    /** Both ends of one connection through Nib. */
    private record Ends(Socket client, Socket server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    private Ends open() throws IOException {
        Socket client = Visits.connect("127.0.0.1", nib.port("web"));
        Socket served = server.accept();
        served.setSoTimeout(Visits.TIMEOUT_MILLIS);
        return new Ends(client, served);
    }

    @Test
    void passesTheEndOfTheClientOnAndThenMuchFromTheServer() throws Exception {
        try (Ends ends = open()) {
            half(ends.client(), ends.server());
        }
    }

    @Test
    void passesTheEndOfTheServerOnAndThenMuchFromTheClient() throws Exception {
        try (Ends ends = open()) {
            half(ends.server(), ends.client());
        }
    }

    private static void half(Socket first, Socket second) throws Exception {
        first.getOutputStream().write(Visits.ledger(1, 1000));
        first.shutdownOutput();
        assertArrayEquals(Visits.ledger(1, 1000), second.getInputStream().readAllBytes());
        byte[] much = Visits.ledger(2, MUCH);
        Thread writer = Thread.ofVirtual().start(() -> writeAndEnd(second, much));
        assertArrayEquals(much, first.getInputStream().readAllBytes());
        writer.join();
    }

    private static void writeAndEnd(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            // whoever reads finds out
        }
    }

    @Test
    void passesAResetOfTheClientOn() throws Exception {
        try (Ends ends = open()) {
            reset(ends.client(), ends.server());
        }
    }

    @Test
    void passesAResetOfTheServerOn() throws Exception {
        try (Ends ends = open()) {
            reset(ends.server(), ends.client());
        }
    }

    private static void reset(Socket first, Socket second) throws IOException {
        first.getOutputStream().write(Visits.ledger(1, 10));
        assertEquals(10, second.getInputStream().readNBytes(10).length);
        first.setSoLinger(true, 0);
        first.close();
        assertThrows(SocketException.class, () -> second.getInputStream().readAllBytes());
    }

    @Test
    void passesAResetInTheMiddleOfATransferOn() throws Exception {
        try (Ends ends = open()) {
            Thread writer = Thread.ofVirtual().start(() -> writeAndEnd(ends.server(), new byte[MUCH]));
            InputStream in = ends.client().getInputStream();
            assertTrue(in.read() >= 0);
            ends.client().setSoLinger(true, 0);
            ends.client().close();
            writer.join();
            assertThrows(SocketException.class, () -> {
                ends.server().getOutputStream().write(new byte[MUCH]);
                ends.server().getOutputStream().write(new byte[MUCH]);
            });
        }
    }

    @Test
    void bringsTheWholeAnswerOfAServerThatIgnoresWhatStillComes() throws Exception {
        try (Ends ends = open()) {
            byte[] answer = Visits.ledger(3, 1 << 20);
            ends.client().getOutputStream().write(1);
            assertEquals(1, ends.server().getInputStream().read());
            Thread talker = Thread.ofVirtual().start(() -> writeAndEnd(ends.client(), new byte[4 << 20]));
            ends.server().getOutputStream().write(answer);
            ends.server().shutdownOutput();
            assertArrayEquals(answer, ends.client().getInputStream().readAllBytes());
            ends.server().close();
            talker.join();
        }
    }
}
