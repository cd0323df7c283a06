package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import nib.testkit.Deadline;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real penctl does to ours: every command of penctl(1). */
class PenCommandsIT {
    private static final Path PENCTL = Path.of("/usr/bin/penctl");

    @TempDir
    private Path folder;

    private final Belongings open = new Belongings();
    private int port;
    private int control;
    private int one;
    private int two;
    private Path file = Path.of("");
    private @Nullable Process running;

    @BeforeEach
    void begin() throws Exception {
        port = Ports.free();
        control = Ports.free();
        one = server("A");
        two = server("B");
        file = Files.writeString(folder.resolve("pen.cfg"), "");
        start(
                "-X",
                "-w",
                folder.resolve("w.html").toString(),
                "-l",
                folder.resolve("pen.log").toString());
    }

    private void start(String... options) throws IOException {
        List<String> words = new ArrayList<>(
                List.of(Image.STANDARD.command().resolveSibling("pen").toString(), "-f", "-u", "root", "-C"));
        words.addAll(List.of("127.0.0.1:" + control, "-F", file.toString()));
        words.addAll(List.of(options));
        words.addAll(List.of("127.0.0.1:" + port, "127.0.0.1:" + one, "127.0.0.1:" + two + ":3:4:5:6"));
        Process mine = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        running = mine;
        open.keep(() -> mine.destroyForcibly().waitFor());
        assertTrue(
                Deadline.usual().until(() -> !penctl("pid").isEmpty() || !mine.isAlive()) && mine.isAlive(),
                this::said);
    }

    /** What it has said so far. */
    private String said() {
        try {
            return Files.readString(folder.resolve("out"));
        } catch (IOException e) {
            return "";
        }
    }

    private Process pen() {
        return Objects.requireNonNull(running);
    }

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    /** Says its name, and then whatever it hears. */
    private int server(String name) throws IOException {
        ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        open.keep(socket);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = socket.accept();
                    Thread.ofVirtual().start(() -> talk(client, name));
                }
            } catch (IOException e) {
                // the test is over
            }
        });
        return socket.getLocalPort();
    }

    private static void talk(Socket client, String name) {
        try (client) {
            client.getOutputStream().write(name.getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // the client went
        }
    }

    private String penctl(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("127.0.0.1:" + control));
        words.addAll(List.of(command.split(" ", -1)));
        return Run.of(PENCTL, words.toArray(String[]::new)).out();
    }

    private static Socket connect(String from, int to) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to), Visits.TIMEOUT_MILLIS);
        socket.setSoTimeout(Visits.TIMEOUT_MILLIS);
        return socket;
    }

    private Socket client(String from) throws IOException {
        return open.keep(connect(from, port));
    }

    /** Which server a new client gets; "-" for none. */
    private String visit(String from) throws IOException {
        try (Socket socket = client(from)) {
            int first = socket.getInputStream().read();
            return first < 0 ? "-" : String.valueOf((char) first);
        } catch (java.net.SocketException e) {
            return "-";
        }
    }

    /** A command and its answer a line, in this order. */
    private static final String ANSWERS = """
            blacklist | 30
            blacklist 17 | 17
            timeout | 3
            timeout 4 | 4
            tracking | 0
            tracking 18 | 18
            clients_max | 2048
            clients_max 3000 | 3000
            clients_max 10 | 3000
            conn_max | 500
            conn_max 600 | 600
            conn_max 10 | 600
            debug | 0
            debug 1 | 1
            client_acl | 0
            client_acl 2 | 2
            control_acl | 0
            control_acl 3 | 3
            idle_timeout | Idle timeout: 0 seconds
            idle_timeout 5 | Idle timeout: 5 seconds
            idlers | Idlers: 0/0
            pending_max 50 |
            tarpit_acl | tarpit_acl = -1
            mode | no hash no roundrobin no stubborn no weight no prio
            abort_on_error |
            no abort_on_error |
            ascii |
            no ascii |
            tcp_nodelay |
            no tcp_nodelay |
            epoll |
            kqueue |
            poll |
            select |
            block | do_cmd: ignoring command starting with 'block'
            no block |
            delayed_forward | do_cmd: ignoring command starting with 'delayed_forward'
            tcp_fastclose | do_cmd: ignoring tcp_fastclose without argument
            nosuchcommand 1 2 | do_cmd: ignoring command starting with 'nosuchcommand'
            no nosuchthing |
            # a comment |
            close 99999 | Connection 99999 out of range
            connection 99999 | Connection 99999 out of range
            socket 10 | Socket 10 belongs to connection -1
            ssl_ciphers HIGH |
            ssl_option no_sslv3 |
            ssl_client_renegotiation_interval 60 |
            acl 77 permit 1.2.3.4 | error: acl must be a number from 0 to 9, not 77
            acl 99999999999 permit 1.2.3.4 | error: acl must be a number from 0 to 9, not 99999999999
            client_acl 10 | error: client_acl must be a number from 0 to 9, not 10
            idle_timeout -3 | error: idle_timeout must be a number from 0 to 10000000, not -3
            server 10001 address 1.2.3.4 | error: server must be a number from 0 to 10000, not 10001
            server 0 frobnicate 1 | error: a server has no frobnicate
            server 0 port | error: port needs a value
            source nosuch | error: a numeric address is needed, not nosuch
            no acl | error: acl needs a value
            source | error: source needs a value
            conn_max -5 | error: conn_max must be a number from 1 to 10000000, not -5
            timeout 0 | error: timeout must be a number from 1 to 3600, not 0
            ssl_option bogus | error: there is no ssl_option bogus
            ssl_ciphers RC4-MD5 | error: ssl_ciphers: RC4-MD5 is not among the suites that are spoken
            tcp_fastclose sideways | error: tcp_fastclose must be up, down, both or off, not sideways
            transparent | error: not there yet: transparent: sources of clients towards servers
            dsr_if lo | error: not there yet: dsr_if: the plugin dsr
            dsr_ip 1.2.3.4 | error: not there yet: dsr_ip: the plugin dsr
            tarpit_acl 1 | error: not there yet: tarpit_acl: the plugin dsr
            include /etc/passwd | error: commands may use files that the command line names and those beside its -F, not /etc/passwd
            write /tmp/nib-pen-nobody.cfg | error: commands may use files that the command line names and those beside its -F, not /tmp/nib-pen-nobody.cfg
            log /etc/motd | error: commands may use files that the command line names and those beside its -F, not /etc/motd
            web_stats /etc/motd | error: commands may use files that the command line names and those beside its -F, not /etc/motd
            ssl_sni_path /etc | error: commands may use files that the command line names and those beside its -F, not /etc
            """;

    @Test
    void everyCommandIsAnswered() throws Exception {
        StringBuilder heard = new StringBuilder();
        for (String line : ANSWERS.lines().toList()) {
            String command = line.substring(0, line.indexOf(" |"));
            heard.append((command + " | " + penctl(command)).stripTrailing()).append('\n');
        }
        assertEquals(ANSWERS, heard.toString());
    }

    @Test
    void whoMayEndItEndsIt() throws Exception {
        assertEquals("", penctl("exit"));
        assertTrue(pen().waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, pen().exitValue());
    }

    @Test
    void switchesAreSeenInTheMode() throws Exception {
        for (String word : List.of("hash", "roundrobin", "stubborn", "weight", "prio")) {
            assertEquals("", penctl(word));
            assertTrue((" " + penctl("mode").strip()).replace(" no ", " no-").contains(" " + word), word);
            assertEquals("", penctl("no " + word));
            assertTrue(penctl("mode").contains("no " + word), word);
        }
    }

    @Test
    void serversAreListedAndChanged() throws Exception {
        String first = "0 addr 127.0.0.1 port " + one + " conn 0 max 0 hard 0 weight 0 prio 0 sx 0 rx 0\n";
        assertEquals(
                first + "1 addr 127.0.0.1 port " + two + " conn 0 max 3 hard 4 weight 5 prio 6 sx 0 rx 0\n",
                penctl("servers"));
        assertEquals("", penctl("server 1 max 7 hard 8 weight 9 prio 10 acl 2"));
        assertEquals("", penctl("server 3 address 127.0.0.9 port 99"));
        assertEquals(
                first + "1 addr 127.0.0.1 port " + two + " conn 0 max 7 hard 8 weight 9 prio 10 sx 0 rx 0\n"
                        + "2 addr (none) port 0 conn 0 max 0 hard 0 weight 0 prio 0 sx 0 rx 0\n"
                        + "3 addr 127.0.0.9 port 99 conn 0 max 0 hard 0 weight 0 prio 0 sx 0 rx 0\n",
                penctl("servers"));
    }

    @Test
    void connectionsAreShownAndClosed() throws Exception {
        Socket socket = client("127.0.0.2");
        int name = socket.getInputStream().read();
        int server = name == 'A' ? 0 : 1;
        socket.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
        assertEquals("question", new String(socket.getInputStream().readNBytes(8), StandardCharsets.US_ASCII));
        assertEquals(
                "Connection 0:\nstate = 2\ndownfd = -1, upfd = -1\nclient = 0, server = " + server + "\npend = 0\n",
                penctl("connection 0"));
        assertTrue(Deadline.usual().until(() -> penctl("recent").equals("127.0.0.2 connects 1 sx 9 rx 8\n")));
        assertTrue(penctl("servers").contains(" conn 1 "));
        assertTrue(penctl("status").contains("127.0.0.2:" + socket.getLocalPort()), "the connection is on the page");
        assertEquals("Forcibly closing connection 0\n", penctl("close 0"));
        assertTrue(Deadline.usual().until(() -> penctl("connection 0").contains("state = 0")));
        assertEquals("127.0.0.2 connects 1 sx 9 rx 8\n", penctl("recent 5"));
    }

    @Test
    void clientsAreTrackedUntilThatIsTurnedOff() throws Exception {
        String mine = visit("127.0.0.2");
        assertEquals(mine, visit("127.0.0.2"));
        penctl("roundrobin");
        assertFalse(visit("127.0.0.2").equals(visit("127.0.0.2")));
    }

    @Test
    void priorityAndWeightAndHash() throws Exception {
        penctl("roundrobin");
        penctl("prio");
        assertEquals("A", visit("127.0.0.2"));
        assertEquals("A", visit("127.0.0.3"));
        penctl("no prio");
        penctl("weight"); // 0 for the first, and so never
        assertEquals("B", visit("127.0.0.2"));
        penctl("no weight");
        penctl("hash");
        penctl("no roundrobin");
        assertEquals(visit("127.0.0.2"), visit("127.0.0.2"));
    }

    @Test
    void listsOfClientsAndOfServers() throws Exception {
        penctl("acl 1 deny 127.0.0.2");
        penctl("client_acl 1");
        assertEquals("-", visit("127.0.0.2"));
        assertFalse(visit("127.0.0.3").equals("-"));
        penctl("no acl 1");
        penctl("client_acl 0");
        penctl("roundrobin");
        penctl("acl 2 permit 127.0.0.3");
        penctl("server 0 acl 2");
        for (int i = 0; i < 4; i++) {
            assertEquals("B", visit("127.0.0.2"), "A takes others only");
        }
        assertTrue(List.of(visit("127.0.0.3"), visit("127.0.0.3")).contains("A"));
    }

    @Test
    void aServerIsLeftAlone() throws Exception {
        penctl("roundrobin");
        penctl("server 0 blacklist 60");
        for (int i = 0; i < 4; i++) {
            assertEquals("B", visit("127.0.0.2"));
        }
        penctl("server 0 blacklist 0");
        assertTrue(List.of(visit("127.0.0.2"), visit("127.0.0.2")).contains("A"));
    }

    @Test
    void whereItListensAndFromWhereItConnects() throws Exception {
        assertEquals("127.0.0.1:" + port + "\n", penctl("listen"));
        int other = Ports.free();
        assertEquals("127.0.0.1:" + other + "\n", penctl("listen 127.0.0.1:" + other));
        assertFalse(Visits.isOpen(port));
        port = other;
        assertFalse(visit("127.0.0.2").equals("-"));
        assertEquals("127.0.0.1:" + control + "\n", penctl("control"));
        assertEquals(pen().pid() + "\n", penctl("pid"));
        assertEquals("", penctl("source 127.0.0.7"));
        ServerSocket far = open.keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        penctl("server 0 port " + far.getLocalPort());
        penctl("server 1 blacklist 60");
        client("127.0.0.2");
        far.setSoTimeout(Visits.TIMEOUT_MILLIS);
        assertEquals("127.0.0.7", open.keep(far.accept()).getInetAddress().getHostAddress());
    }

    @Test
    void whatIsSilentForTooLongIsCut() throws Exception {
        penctl("idle_timeout 1");
        Socket socket = client("127.0.0.2");
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
        penctl("tcp_fastclose both");
        ServerSocket far = open.keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        penctl("server 0 port " + far.getLocalPort());
        penctl("server 1 blacklist 60");
        Socket socket = client("127.0.0.2");
        far.setSoTimeout(Visits.TIMEOUT_MILLIS);
        Socket at = open.keep(far.accept());
        at.shutdownOutput();
        assertEquals(-1, socket.getInputStream().read());
        at.setSoTimeout(Visits.TIMEOUT_MILLIS);
        assertEquals(-1, at.getInputStream().read(), "the client has not ended, and yet");
    }

    @Test
    void idleConnectionsAreKeptAndLetGo() throws Exception {
        penctl("idlers 3");
        assertTrue(Deadline.usual().until(() -> penctl("idlers").equals("Idlers: 3/3\n")));
        penctl("idlers 0");
        assertEquals("Idlers: 0/0\n", penctl("idlers"));
    }

    @Test
    void theLogIsWrittenAsPenWritesItAndCanBeTurnedOff() throws Exception {
        Path log = folder.resolve("pen.log");
        assertEquals(log + "\n", penctl("log"));
        Socket socket = client("127.0.0.2");
        socket.getOutputStream().write("GET /one HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertTrue(Deadline.usual()
                .until(() -> Files.readString(log)
                        .matches("127\\.0\\.0\\.2 \\d{10} 127\\.0\\.0\\.1 GET /one HTTP/1\\.0\n")));
        assertEquals("", penctl("no log"));
        assertEquals("", penctl("log"));
        Path beside = folder.resolve("other.log");
        assertEquals(beside + "\n", penctl("log " + beside));
        assertTrue(Deadline.usual().until(() -> {
            Socket next = client("127.0.0.2");
            next.getOutputStream().write("GET /two HTTP/1.0\n".getBytes(StandardCharsets.US_ASCII));
            return Files.readString(beside).contains(" GET /two HTTP/1.0\n");
        }));
    }

    @Test
    void servedByItself() throws Exception {
        penctl("dummy");
        Run curl = Run.of(Path.of("/usr/bin/curl"), "-s", "http://127.0.0.1:" + port + "/");
        assertEquals("Ulric was here.", curl.out());
        penctl("no dummy");
        assertFalse(visit("127.0.0.2").equals("-"));
    }

    @Test
    void serversAreToldWhoTheClientIs() throws Exception {
        penctl("http");
        Socket socket = client("127.0.0.2");
        assertTrue(socket.getInputStream().read() > 0);
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String echo = "GET / HTTP/1.1\r\nX-Forwarded-For: 1.1.1.1, 127.0.0.2\r\nX-Forwarded-Proto: http\r\n\r\n";
        assertEquals(echo, new String(socket.getInputStream().readNBytes(echo.length()), StandardCharsets.US_ASCII));
        assertEquals("", penctl("no http"));
    }

    @Test
    void theServerIsChosenWhenTheClientHasSpoken() throws Exception {
        penctl("peek");
        Socket silent = client("127.0.0.2");
        assertTrue(penctl("servers").lines().allMatch(line -> line.contains(" conn 0 ")));
        silent.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "hello", new String(silent.getInputStream().readNBytes(6), StandardCharsets.US_ASCII).substring(1));
        assertEquals("", penctl("no peek"));
    }

    @Test
    void thePageHasAFileAndCanBeTurnedOff() throws Exception {
        Path page = folder.resolve("w.html");
        assertEquals(page + "\n", penctl("web_stats"));
        String status = penctl("status");
        assertEquals(Files.readString(page), status);
        assertEquals("", penctl("no web_stats"));
        assertEquals("Unable to create webstats\n", penctl("status"));
    }

    @Test
    void whatIsWrittenIsTheSameAgain() throws Exception {
        for (String command : List.of(
                "acl 1 permit 127.0.8.0 255.255.255.0",
                "acl 2 deny fd00::/8",
                "server 0 acl 2 max 7",
                "server 3 address 127.0.0.9 port 99",
                "idle_timeout 77",
                "source 127.0.0.1",
                "keepalive",
                "hash",
                "pending_max 50",
                "tcp_fastclose up",
                "tracking 18",
                "idlers 1")) {
            assertEquals("", penctl(command).replaceAll("18\n|Idle timeout: 77 seconds\n|Idlers: ./1\n", ""), command);
        }
        assertEquals("", penctl("write"));
        String first = Files.readString(file);
        assertEquals(0, signal("HUP"));
        assertTrue(Deadline.usual().until(() -> said().contains("is in force\n")));
        assertEquals("", penctl("write " + folder.resolve("again.cfg")));
        assertEquals(
                first.lines().skip(1).toList(),
                Files.readAllLines(folder.resolve("again.cfg")).stream().skip(1).toList());
        Run.of(PENCTL, "127.0.0.1:" + control, "exit");
        pen().waitFor();
        Run shell = Run.of(
                Path.of("/bin/sh"),
                "-c",
                Image.STANDARD.command().resolveSibling("pen") + " --explain "
                        + first.lines().skip(1).findFirst().orElseThrow().replaceFirst("^# pen ", ""));
        assertEquals(0, shell.status(), shell.err());
        assertTrue(shell.out().contains("{ address: \"tcp://127.0.0.9:99\" }"), shell.out());
    }

    private int signal(String name) throws Exception {
        return Run.of(Path.of("/bin/kill"), "-" + name, String.valueOf(pen().pid()))
                .status();
    }

    @Test
    void aFileWithAMistakeChangesNothing() throws Exception {
        Files.writeString(file, "roundrobin\nacl 77 permit 1.2.3.4\n");
        assertEquals(0, signal("HUP"));
        assertTrue(Deadline.usual()
                .until(() ->
                        said().contains("pen.cfg:2: acl must be a number from 0 to 9, not 77; nothing has changed")));
        assertTrue(penctl("mode").contains("no roundrobin"));
    }

    @Test
    void aReloadGoesBackToTheFile() throws Exception {
        Files.writeString(file, "acl 1 permit 127.0.0.1\nstubborn\n");
        penctl("roundrobin");
        for (int i = 0; i < 2; i++) {
            assertEquals(0, signal("HUP"));
        }
        assertTrue(Deadline.usual().until(() -> penctl("mode").contains(" stubborn")));
        assertTrue(penctl("mode").contains("no roundrobin"));
        penctl("write");
        assertEquals(
                1,
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("acl "))
                        .count());
    }

    @Test
    void aCommandMayComeInPiecesAndASilentCallerCostsNothing() throws Exception {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            silent.add(open.keep(Visits.connect("127.0.0.1", control)));
        }
        try (Socket caller = Visits.connect("127.0.0.1", control)) {
            for (String piece : List.of("bla", "ckli", "st 9\nignored")) {
                caller.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                caller.getOutputStream().flush();
            }
            assertEquals("9\n", new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        }
        try (Socket caller = Visits.connect("127.0.0.1", control)) {
            caller.getOutputStream().write(new byte[3000]);
            caller.shutdownOutput();
            assertTrue(new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .startsWith("do_cmd: ignoring command starting with '....."));
        }
        assertFalse(visit("127.0.0.2").equals("-"));
        for (Socket one : silent) {
            assertEquals(-1, one.getInputStream().read(), "sent away");
        }
    }

    @Test
    void aListDecidesWhoMayCommand() throws Exception {
        penctl("acl 3 permit 127.0.0.5");
        penctl("control_acl 3");
        assertEquals("", penctl("mode"), "127.0.0.1 is not on the list");
        try (Socket caller = connect("127.0.0.5", control)) {
            caller.getOutputStream().write("control_acl\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("3\n", new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        }
    }
}
