package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nib.testkit.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What pen's own tests try, with the same command lines for Debian's pen and for ours. */
@ParameterizedClass
@ValueSource(strings = {"theirs", "ours"})
class PenIT {
    @Parameter
    private String whose;

    @TempDir
    Path folder;

    private final Belongings open = new Belongings();

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private boolean isOurs() {
        return whose.equals("ours");
    }

    /** A server that says its name to everybody; its port. */
    private int server(String name, String host) throws IOException {
        ServerSocket socket = new ServerSocket(0, 100, InetAddress.getByName(host));
        open.keep(socket);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    try (Socket client = socket.accept()) {
                        client.getOutputStream().write(name.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException e) {
                // the test is over
            }
        });
        return socket.getLocalPort();
    }

    private Path command() {
        return isOurs() ? Image.STANDARD.command().resolveSibling("pen") : Path.of("/usr/bin/pen");
    }

    private Process pen(String line) throws IOException {
        List<String> words = new ArrayList<>(List.of(command().toString(), "-f"));
        words.addAll(List.of(line.split(" ", -1)));
        Path log = folder.resolve("log" + open.count());
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        open.keep(() -> process.destroyForcibly().waitFor());
        return process;
    }

    /** What a client hears; empty while nobody listens. */
    private static String visit(String from, String host, int port) {
        try (Socket socket = Visits.connect(from, host, port)) {
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    private static String visit(String from, int port) {
        return visit(from, "127.0.0.1", port);
    }

    /** The first visit, which waits until somebody listens. */
    private static String first(String from, int port) {
        String[] heard = {""};
        assertTrue(
                Deadline.usual().until(() -> {
                    heard[0] = visit(from, port);
                    return !heard[0].isEmpty();
                }),
                "it did not start");
        return heard[0];
    }

    @Test
    void clientsAreTracked() throws Exception {
        int port = Ports.free();
        pen("127.0.0.1:" + port + " 127.0.0.1:" + server("A", "127.0.0.1") + " 127.0.0.1:" + server("B", "127.0.0.1"));
        String mine = first("127.0.0.1", port);
        String others = visit("127.0.0.2", port);
        assertEquals(List.of("A", "B"), List.of(mine, others).stream().sorted().toList());
        for (int i = 0; i < 5; i++) {
            assertEquals(mine, visit("127.0.0.1", port));
            assertEquals(others, visit("127.0.0.2", port));
        }
    }

    @Test
    void withoutTrackingTheyTakeTurns() throws Exception {
        int port = Ports.free();
        pen("-r 127.0.0.1:" + port + " 127.0.0.1:" + server("A", "127.0.0.1") + " 127.0.0.1:"
                + server("B", "127.0.0.1"));
        String before = first("127.0.0.1", port);
        for (int i = 0; i < 6; i++) {
            String next = visit("127.0.0.1", port);
            assertEquals(before.equals("A") ? "B" : "A", next);
            before = next;
        }
    }

    @Test
    void priorityComesFirst() throws Exception {
        int port = Ports.free();
        Path file = Files.writeString(
                folder.resolve("pen.cfg"),
                "prio\nserver 0 address 127.0.0.1 port " + server("A", "127.0.0.1")
                        + " prio 5\nserver 1 address 127.0.0.1 port " + server("B", "127.0.0.1") + " prio 2\n");
        pen("-r -F " + file + " 127.0.0.1:" + port);
        assertEquals("B", first("127.0.0.1", port));
        assertEquals("B", visit("127.0.0.2", port));
    }

    @Test
    void whoIsDeniedGoesToTheAbuseServer() throws Exception {
        int port = Ports.free();
        Path file = Files.writeString(folder.resolve("pen.cfg"), """
                acl 1 permit 127.0.0.1
                acl 1 deny 127.0.0.0 255.0.0.0
                client_acl 1
                """);
        pen("-B 127.0.0.1:" + server("abuse", "127.0.0.1") + " -F " + file + " 127.0.0.1:" + port + " 127.0.0.1:"
                + server("A", "127.0.0.1"));
        assertEquals("A", first("127.0.0.1", port));
        assertEquals("abuse", visit("127.0.0.2", port));
    }

    /** Theirs drops the client when a connect is refused; ours asks the next, and at last the emergency server. */
    @Test
    void whenNobodyIsLeftTheEmergencyServerIsAsked() throws Exception {
        int port = Ports.free();
        pen("-e 127.0.0.1:" + server("last", "127.0.0.1") + " 127.0.0.1:" + port + " 127.0.0.1:" + Ports.free());
        if (isOurs()) {
            assertEquals("last", first("127.0.0.1", port));
        } else {
            assertTrue(Deadline.usual().until(() -> Visits.isOpen(port)));
            assertEquals("", visit("127.0.0.1", port), "a defect of theirs is gone: the list of differences is wrong");
        }
    }

    @Test
    void fromOneFamilyToTheOther() throws Exception {
        int six = Ports.free();
        pen(":::" + six + " 127.0.0.1:" + server("four", "127.0.0.1"));
        int four = Ports.free();
        pen("127.0.0.1:" + four + " [::1]:" + server("six", "::1"));
        assertEquals("six", first("127.0.0.1", four));
        assertTrue(Deadline.usual().until(() -> visit("::1", "::1", six).equals("four")));
    }

    @Test
    void datagramsOfAClientStayAtItsServer() throws Exception {
        try (Answerer one = Answerer.at("127.0.0.1");
                Answerer two = Answerer.at("127.0.0.1");
                DatagramSocket client = Answerer.client("127.0.0.1")) {
            int port = Ports.free();
            InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            pen("-U 127.0.0.1:" + port + " 127.0.0.1:" + one.port() + " 127.0.0.1:" + two.port());
            client.setSoTimeout(200);
            assertTrue(Deadline.usual().until(() -> answers(client, to)), "it did not start");
            client.setSoTimeout(Visits.TIMEOUT_MILLIS);
            for (int i = 0; i < 10; i++) {
                assertEquals(4, Answerer.ask(client, to, Answerer.number(i)).length);
            }
            assertEquals(0, Math.min(one.received.get(), two.received.get()));
        }
    }

    @Test
    void withoutTrackingDatagramsGoToBoth() throws Exception {
        try (Answerer one = Answerer.at("127.0.0.1");
                Answerer two = Answerer.at("127.0.0.1")) {
            int port = Ports.free();
            InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            pen("-U -r 127.0.0.1:" + port + " 127.0.0.1:" + one.port() + " 127.0.0.1:" + two.port());
            for (int i = 0; i < 8; i++) {
                try (DatagramSocket client = Answerer.client("127.0.0.1")) {
                    client.setSoTimeout(200);
                    assertTrue(Deadline.usual().until(() -> answers(client, to)), "it does not answer");
                }
            }
            assertTrue(one.received.get() > 0 && two.received.get() > 0);
        }
    }

    /** As number 19 of pen's own tests: one server after the other is taken out by hand. */
    @Test
    void aServerThatIsLeftAloneByCommandGetsNoDatagram() throws Exception {
        try (Answerer one = Answerer.at("127.0.0.1");
                Answerer two = Answerer.at("127.0.0.1")) {
            int port = Ports.free();
            int control = Ports.free();
            InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            pen("-U -r -u root -C 127.0.0.1:" + control + " 127.0.0.1:" + port + " 127.0.0.1:" + one.port()
                    + " 127.0.0.1:" + two.port());
            assertTrue(Deadline.usual().until(() -> Visits.isOpen(control)));
            for (int out = 0; out < 2; out++) {
                Penctl.ask(control, "server " + (1 - out) + " blacklist 0");
                Penctl.ask(control, "server " + out + " blacklist 100");
                Answerer left = out == 0 ? one : two;
                int before = left.received.get();
                for (int i = 0; i < 5; i++) {
                    try (DatagramSocket client = Answerer.client("127.0.0.1")) {
                        client.setSoTimeout(200);
                        assertTrue(Deadline.usual().until(() -> answers(client, to)), "it does not answer");
                    }
                }
                assertEquals(before, left.received.get(), "server " + out);
            }
        }
    }

    @Test
    void aHupReadsTheFileAgain() throws Exception {
        int port = Ports.free();
        int a = server("A", "127.0.0.1");
        int b = server("B", "127.0.0.1");
        Path file = folder.resolve("pen.cfg");
        Files.writeString(file, "server 0 address 127.0.0.1 port " + a + "\n");
        Process pen = pen("-r -F " + file + " 127.0.0.1:" + port);
        assertEquals("A", first("127.0.0.1", port));
        Files.writeString(file, "server 0 address 127.0.0.1 port " + b + "\n");
        Penctl.signal(pen, "HUP");
        assertTrue(Deadline.usual().until(() -> visit("127.0.0.1", port).equals("B")));
    }

    @Test
    void aSignalWritesTheStatusPage() throws Exception {
        int port = Ports.free();
        Path page = folder.resolve("status.html");
        Process pen = pen("-w " + page + " 127.0.0.1:" + port + " 127.0.0.1:" + server("A", "127.0.0.1"));
        assertEquals("A", first("127.0.0.1", port));
        Penctl.signal(pen, "USR1");
        assertTrue(Deadline.usual()
                .until(() -> Files.exists(page) && Files.readString(page).contains("</html>")));
        String text = Files.readString(page);
        for (String part : List.of(
                "<title>Pen status page</title>",
                "1 servers, ",
                "max soft",
                "Active clients",
                "Max number of" + " clients: 2048",
                "last server",
                "Active connections",
                "500 max")) {
            assertTrue(text.contains(part), () -> part + " in " + text);
        }
    }

    /** As an init script does. */
    @Test
    void inTheBackgroundUntilItsPidFileIsToldToStop() throws Exception {
        int port = Ports.free();
        Path pid = folder.resolve("pen.pid");
        Path starter = Path.of("/sbin/start-stop-daemon");
        Run start = Run.of(
                starter,
                "--start",
                "--quiet",
                "--pidfile",
                pid.toString(),
                "--startas",
                command().toString(),
                "--",
                "-p",
                pid.toString(),
                "127.0.0.1:" + port,
                "127.0.0.1:" + server("A", "127.0.0.1"));
        assertEquals(0, start.status(), start.err());
        if (isOurs()) {
            assertEquals("A", visit("127.0.0.1", port), "it has returned before it listened");
        }
        assertEquals("A", first("127.0.0.1", port));
        assertTrue(Deadline.usual()
                .until(() -> Files.exists(pid) && !Files.readString(pid).isEmpty()));
        assertTrue(Files.readString(pid).matches("\\d+"), "a number and nothing else");
        Run stop = Run.of(
                starter, "--stop", "--quiet", "--pidfile", pid.toString(), "--retry", "TERM/20", "--remove-pidfile");
        assertEquals(0, stop.status(), stop.err());
        assertTrue(!Visits.isOpen(port));
    }

    @Test
    void socketsThatAreFiles() throws Exception {
        Path front = folder.resolve("front");
        pen(front + " 127.0.0.1:" + server("A", "127.0.0.1"));
        assertTrue(Deadline.usual().until(() -> Files.exists(front)));
        Run asked = Run.of(Path.of("/usr/bin/socat"), "-u", "UNIX-CONNECT:" + front, "STDOUT");
        assertEquals("A", asked.out(), asked.err());
    }

    private static boolean answers(DatagramSocket client, InetSocketAddress to) {
        try {
            return Answerer.ask(client, to, Answerer.number(1)).length == 4;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whatIsExplainedIsAConfiguration() throws Exception {
        if (!isOurs()) {
            return;
        }
        Path pen = Image.STANDARD.command().resolveSibling("pen");
        for (String line : List.of(
                "80 10.0.0.1:8000:10 10.0.0.2:80:10 10.0.0.3",
                "-U -r 53 10.0.0.1 10.0.0.2",
                "-h -r -s -b 5 -T 60 -e 10.0.0.9:80 /run/x.sock 10.0.0.1:80 /run/y.sock")) {
            List<String> words = new ArrayList<>(List.of("--explain"));
            words.addAll(List.of(line.split(" ", -1)));
            Run explained = Run.of(pen, words.toArray(String[]::new));
            assertEquals(0, explained.status(), explained.err());
            Path file = Files.writeString(folder.resolve("explained.yaml"), explained.out());
            Run check = Run.of(Image.STANDARD.command(), "check", file.toString());
            assertEquals(0, check.status(), check.out() + check.err());
        }
    }
}
