package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import nib.api.Ip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoServerTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void sendsBackWhatItGetsAndThenItsFin(String ip) throws IOException {
        try (EchoServer server = EchoServer.start("echo", Ip.parse(ip));
                Socket client = connect(server)) {
            client.getOutputStream().write(new byte[] {1, 2, 3});
            client.shutdownOutput();
            assertArrayEquals(new byte[] {1, 2, 3}, client.getInputStream().readAllBytes());
            server.awaitOpen(0);
            assertEquals(1, server.accepted());
            assertEquals(3, server.received());
        }
    }

    @Test
    void greetsWithItsName() throws IOException {
        try (EchoServer server = EchoServer.start("anna").manner(EchoServer.Manner.GREET);
                Socket client = connect(server)) {
            client.getOutputStream().write('x');
            client.shutdownOutput();
            assertEquals("anna\nx", text(client));
        }
    }

    @Test
    void saysItsNameAndCloses() throws IOException {
        try (EchoServer server = EchoServer.start("anna").manner(EchoServer.Manner.NAME);
                Socket client = connect(server)) {
            assertEquals("anna\n", text(client));
        }
    }

    @Test
    void refusesAndComesBackOnTheSamePort() throws IOException {
        try (EchoServer server = EchoServer.start("a");
                Socket before = connect(server)) {
            server.awaitAccepted(1);
            server.refuse();
            assertThrows(ConnectException.class, () -> connect(server));
            before.getOutputStream().write('x');
            assertEquals('x', before.getInputStream().read(), "what is open stays");
            server.resume();
            connect(server).close();
            server.awaitAccepted(2);
        }
    }

    @Test
    void hangsWithoutAWord() throws IOException {
        try (EchoServer server = EchoServer.start("a").manner(EchoServer.Manner.HANG);
                Socket client = connect(server)) {
            client.setSoTimeout(20);
            client.getOutputStream().write('x');
            assertThrows(
                    SocketTimeoutException.class, () -> client.getInputStream().read());
            assertEquals(0, server.received());
        }
    }

    @Test
    void resetsOnAccept() throws IOException {
        try (EchoServer server = EchoServer.start("a").manner(EchoServer.Manner.RESET);
                Socket client = connect(server)) {
            server.awaitAccepted(1);
            assertThrows(SocketException.class, () -> client.getInputStream().read());
        }
    }

    @Test
    void cutsWhatIsOpen() throws IOException {
        try (EchoServer server = EchoServer.start("a");
                Socket client = connect(server)) {
            server.awaitOpen(1);
            server.cut();
            assertThrows(SocketException.class, () -> client.getInputStream().read());
            server.awaitOpen(0);
        }
    }

    private static Socket connect(EchoServer server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server.address().toSocket());
        return socket;
    }

    private static String text(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
