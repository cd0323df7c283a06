package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** What clients do on a visit. */
final class Visits {
    static final int TIMEOUT_MILLIS = 10_000;

    private Visits() {}

    static Socket connect(String host, int port) throws IOException {
        return connect(new Socket(), host, port);
    }

    /** From an address of this machine. */
    static Socket connect(String from, String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(from, 0));
        return connect(socket, host, port);
    }

    private static Socket connect(Socket socket, String host, int port) throws IOException {
        try {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Whether somebody listens on a port of the loopback address. */
    static boolean isOpen(int port) {
        try (Socket socket = connect("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends bytes that nobody else sends, ends the stream, and wants exactly those back and then the end. */
    static void echo(int port, long number, int length) throws IOException {
        echo("127.0.0.1", port, number, length);
    }

    static void echo(String host, int port, long number, int length) throws IOException {
        echo(connect(host, port), number, length);
    }

    /** The same by a connection that is there, and is closed then. */
    static void echo(Socket connected, long number, int length) throws IOException {
        byte[] mine = ledger(number, length);
        try (Socket socket = connected) {
            Thread writer = Thread.ofVirtual().start(() -> write(socket, mine));
            byte[] back = socket.getInputStream().readAllBytes();
            assertArrayEquals(mine, back);
            assertTrue(writer.isAlive() || back.length == length);
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            // whoever reads finds out
        }
    }

    /** Bytes that tell which visit they belong to. */
    static byte[] ledger(long number, int length) {
        byte[] bytes = new byte[length];
        new Random(number).nextBytes(bytes);
        return length < Long.BYTES
                ? bytes
                : ByteBuffer.wrap(bytes).putLong(number).array();
    }

    /** Asks a web server by HTTP 1.0, on a connection of its own; the body. */
    static byte[] get(String host, int port, String path) throws IOException {
        try (Socket socket = connect(host, port)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return body(socket.getInputStream());
        }
    }

    private static byte[] body(InputStream in) throws IOException {
        byte[] all = in.readAllBytes();
        String head = new String(all, 0, Math.min(all.length, 1024), StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        assertTrue(head.startsWith("HTTP/1.1 200") && end > 0, () -> "no answer: " + head);
        int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        assertEquals(length, body.length, "the body was cut");
        return body;
    }

    static String name(int port) throws IOException {
        return new String(get("127.0.0.1", port, "/name"), StandardCharsets.UTF_8);
    }
}
