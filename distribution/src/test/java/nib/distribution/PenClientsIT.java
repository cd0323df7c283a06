package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nib.testkit.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands of penctl do to clients of ours. */
class PenClientsIT {
    @TempDir
    private Path folder;

    private OurPen pen;

    @BeforeEach
    void begin() throws Exception {
        pen = OurPen.in(folder);
    }

    @AfterEach
    void end() throws Exception {
        pen.close();
    }

    @Test
    void clientsAreTrackedUntilThatIsTurnedOff() throws Exception {
        String mine = pen.visit("127.0.0.2");
        assertEquals(mine, pen.visit("127.0.0.2"));
        pen.ctl("roundrobin");
        assertFalse(pen.visit("127.0.0.2").equals(pen.visit("127.0.0.2")));
    }

    @Test
    void priorityAndWeightAndHash() throws Exception {
        pen.ctl("roundrobin");
        pen.ctl("prio");
        assertEquals("A", pen.visit("127.0.0.2"));
        assertEquals("A", pen.visit("127.0.0.3"));
        pen.ctl("no prio");
        pen.ctl("weight"); // 0 for the first, and so never
        assertEquals("B", pen.visit("127.0.0.2"));
        pen.ctl("no weight");
        pen.ctl("hash");
        pen.ctl("no roundrobin");
        assertEquals(pen.visit("127.0.0.2"), pen.visit("127.0.0.2"));
    }

    @Test
    void listsOfClientsAndOfServers() throws Exception {
        pen.ctl("acl 1 deny 127.0.0.2");
        pen.ctl("client_acl 1");
        assertEquals("-", pen.visit("127.0.0.2"));
        assertFalse(pen.visit("127.0.0.3").equals("-"));
        pen.ctl("no acl 1");
        pen.ctl("client_acl 0");
        pen.ctl("roundrobin");
        pen.ctl("acl 2 permit 127.0.0.3");
        pen.ctl("server 0 acl 2");
        for (int i = 0; i < 4; i++) {
            assertEquals("B", pen.visitAlone("127.0.0.2"), "A takes others only");
        }
        assertTrue(List.of(pen.visit("127.0.0.3"), pen.visit("127.0.0.3")).contains("A"));
    }

    @Test
    void aServerIsLeftAlone() throws Exception {
        pen.ctl("roundrobin");
        pen.ctl("server 0 blacklist 60");
        for (int i = 0; i < 4; i++) {
            assertEquals("B", pen.visitAlone("127.0.0.2"));
        }
        pen.ctl("server 0 blacklist 0");
        assertTrue(List.of(pen.visit("127.0.0.2"), pen.visit("127.0.0.2")).contains("A"));
    }

    @Test
    void whereItListensAndFromWhereItConnects() throws Exception {
        assertEquals("127.0.0.1:" + pen.port + "\n", pen.ctl("listen"));
        int other = Ports.free();
        assertEquals("127.0.0.1:" + other + "\n", pen.ctl("listen 127.0.0.1:" + other));
        assertFalse(Visits.isOpen(pen.port));
        pen.port = other;
        assertFalse(pen.visit("127.0.0.2").equals("-"));
        assertEquals("127.0.0.1:" + pen.control + "\n", pen.ctl("control"));
        assertEquals(pen.process.pid() + "\n", pen.ctl("pid"));
        assertEquals("", pen.ctl("source 127.0.0.7"));
        ServerSocket far = pen.another();
        pen.client("127.0.0.2");
        assertEquals("127.0.0.7", pen.keep(far.accept()).getInetAddress().getHostAddress());
    }

    @Test
    void whatIsSilentForTooLongIsCut() throws Exception {
        pen.ctl("idle_timeout 1");
        Socket socket = pen.client("127.0.0.2");
        InputStream in = socket.getInputStream();
        assertTrue(in.read() > 0);
        assertTrue(ends(in));
    }

    /** A reset is an end, too. */
    private static boolean ends(InputStream in) throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    @Test
    void oneEndIsTheEndOfBoth() throws Exception {
        pen.ctl("tcp_fastclose both");
        ServerSocket far = pen.another();
        Socket socket = pen.client("127.0.0.2");
        Socket at = pen.keep(far.accept());
        at.shutdownOutput();
        assertEquals(-1, socket.getInputStream().read());
        at.setSoTimeout(Visits.TIMEOUT_MILLIS);
        assertEquals(-1, at.getInputStream().read(), "the client has not ended, and yet");
    }

    @Test
    void theLogIsWrittenAsPenWritesItAndCanBeTurnedOff() throws Exception {
        Path log = pen.folder.resolve("pen.log");
        assertEquals(log + "\n", pen.ctl("log"));
        Socket socket = pen.client("127.0.0.2");
        socket.getOutputStream().write("GET /one HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertTrue(Deadline.usual()
                .until(() -> Files.readString(log)
                        .matches("127\\.0\\.0\\.2 \\d{10} 127\\.0\\.0\\.1 GET /one HTTP/1\\.0\n")));
        assertEquals("", pen.ctl("no log"));
        assertEquals("", pen.ctl("log"));
        Path beside = pen.folder.resolve("other.log");
        assertEquals(beside + "\n", pen.ctl("log " + beside));
        assertTrue(Deadline.usual().until(() -> {
            Socket next = pen.client("127.0.0.2");
            next.getOutputStream().write("GET /two HTTP/1.0\n".getBytes(StandardCharsets.US_ASCII));
            return Files.readString(beside).contains(" GET /two HTTP/1.0\n");
        }));
    }

    @Test
    void servedByItself() throws Exception {
        pen.ctl("dummy");
        Run curl = Run.of(Path.of("/usr/bin/curl"), "-s", "http://127.0.0.1:" + pen.port + "/");
        assertEquals("Ulric was here.", curl.out());
        pen.ctl("no dummy");
        assertFalse(pen.visit("127.0.0.2").equals("-"));
    }

    @Test
    void serversAreToldWhoTheClientIs() throws Exception {
        pen.ctl("http");
        Socket socket = pen.client("127.0.0.2");
        assertTrue(socket.getInputStream().read() > 0);
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String echo = "GET / HTTP/1.1\r\nX-Forwarded-For: 1.1.1.1, 127.0.0.2\r\nX-Forwarded-Proto: http\r\n\r\n";
        assertEquals(echo, new String(socket.getInputStream().readNBytes(echo.length()), StandardCharsets.US_ASCII));
        assertEquals("", pen.ctl("no http"));
    }

    @Test
    void theServerIsChosenWhenTheClientHasSpoken() throws Exception {
        pen.ctl("peek");
        Socket silent = pen.client("127.0.0.2");
        assertTrue(pen.ctl("servers").lines().allMatch(line -> line.contains(" conn 0 ")));
        silent.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "hello", new String(silent.getInputStream().readNBytes(6), StandardCharsets.US_ASCII).substring(1));
        assertEquals("", pen.ctl("no peek"));
    }
}
