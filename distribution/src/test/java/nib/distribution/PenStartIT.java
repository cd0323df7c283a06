package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nib.testkit.Deadline;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How our pen begins: as whom, where, and what it says. */
class PenStartIT {
    private static final int NOBODY = 65_534;

    @TempDir
    private Path folder;

    private final Belongings open = new Belongings();

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private static Path ours() {
        return Image.STANDARD.command().resolveSibling("pen");
    }

    private int server() {
        return open.keep(EchoServer.start("A").manner(EchoServer.Manner.NAME))
                .address()
                .port();
    }

    private Process pen(Object... words) throws IOException {
        List<String> line = new ArrayList<>(List.of(ours().toString(), "-f"));
        Stream.of(words).map(String::valueOf).forEach(line::add);
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        open.keep(() -> process.destroyForcibly().waitFor());
        return process;
    }

    private static String visit(String host, int port) {
        try (Socket socket = Visits.connect(host, port)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static void awaitService(String host, int port) {
        assertTrue(Deadline.usual().until(() -> visit(host, port).startsWith("A")), "it does not serve");
    }

    /** The values that all threads of a process have in a line of their status. */
    private static Set<String> threads(long pid, String line) throws IOException {
        Set<String> values = new TreeSet<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            for (Path task : tasks.toList()) {
                try {
                    Files.readAllLines(task.resolve("status")).stream()
                            .filter(text -> text.startsWith(line + ":"))
                            .forEach(text ->
                                    values.add(text.replaceAll("\\s+", " ").strip()));
                } catch (IOException e) {
                    // a thread that has ended meanwhile
                }
            }
        }
        return values;
    }

    private static void needRoot() {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root can become somebody else");
    }

    @Test
    void asAnotherUserBelowAnotherRootItServesObeysAndReloads() throws Exception {
        needRoot();
        Path root = Files.createDirectory(
                folder.resolve("root"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        int port = Ports.free();
        int control = Ports.free();
        Files.writeString(root.resolve("pen.cfg"), "server 0 address 127.0.0.1 port " + server() + "\n");
        Files.writeString(folder.resolve("pen.cfg"), "server 0 address 127.0.0.1 port 9\n");
        Process pen = pen(
                "-u",
                "nobody",
                "-j",
                root,
                "-C",
                "127.0.0.1:" + control,
                "-F",
                folder.resolve("pen.cfg"),
                "-w",
                "/status.html",
                "127.0.0.1:" + port,
                "127.0.0.1:" + server());
        assertTrue(Deadline.usual().until(() -> Visits.isOpen(control)));
        assertTrue(Deadline.usual().until(() -> Penctl.ask(control, "pid").equals(pen.pid() + "\n")));
        String nobody = NOBODY + " " + NOBODY + " " + NOBODY + " " + NOBODY;
        assertEquals(Set.of("Uid: " + nobody), threads(pen.pid(), "Uid"));
        assertEquals(Set.of("Gid: " + nobody), threads(pen.pid(), "Gid"));
        assertEquals(Set.of("Groups: " + NOBODY), threads(pen.pid(), "Groups"));
        assertEquals(Set.of("CapPrm: 0000000000000000"), threads(pen.pid(), "CapPrm"));
        assertEquals(root.toRealPath(), Path.of("/proc/" + pen.pid() + "/root").toRealPath());
        assertTrue(Penctl.ask(control, "status").contains("</html>"));
        assertTrue(Files.exists(root.resolve("status.html")), "it is written below the new root");
        assertEquals("", Penctl.ask(control, "server 0 port " + server()));
        awaitService("127.0.0.1", port);
    }

    /** A low port needs what root has; one thread keeps that, and no more. */
    @Test
    void asAnotherUserItMayStillListenOnAnotherLowPort() throws Exception {
        needRoot();
        String host = "127.0.9." + (1 + ProcessHandle.current().pid() % 250);
        int control = Ports.free();
        Process pen = pen("-u", "nobody", "-C", "127.0.0.1:" + control, host + ":81", "127.0.0.1:" + server());
        assertTrue(Deadline.usual().until(() -> Visits.isOpen(control)));
        awaitService(host, 81);
        assertEquals(host + ":82\n", Penctl.ask(control, "listen " + host + ":82"));
        awaitService(host, 82);
        assertTrue(threads(pen.pid(), "CapPrm").contains("CapPrm: 0000000000000400"), "to bind, and nothing else");
        assertEquals(1, threads(pen.pid(), "Uid").size());
    }

    @Test
    void rootOpensNoControlPortUnlessItSaysSo() throws Exception {
        needRoot();
        int port = Ports.free();
        int control = Ports.free();
        pen("-C", "127.0.0.1:" + control, "127.0.0.1:" + port, "127.0.0.1:" + server());
        awaitService("127.0.0.1", port);
        assertEquals(
                "Won't open control port running as root; use -u to run as different user",
                Files.readAllLines(folder.resolve("out")).stream()
                        .filter(line -> line.startsWith("Won't"))
                        .findFirst()
                        .orElse(""));
        assertTrue(!Visits.isOpen(control));
    }

    @Test
    void theControlPortMayBeAFile() throws Exception {
        Path control = folder.resolve("ctl");
        Process pen =
                pen("-u", System.getProperty("user.name"), "-C", control, "127.0.0.1:" + Ports.free(), "127.0.0.1:9");
        assertTrue(Deadline.usual()
                .until(() -> Run.of(Penctl.COMMAND, control.toString(), "mode").status() == 0));
        assertEquals(
                control + "\n",
                Run.of(Penctl.COMMAND, control.toString(), "control").out());
        assertEquals(
                "Exit is not enabled; restart with -X flag\n",
                Run.of(Penctl.COMMAND, control.toString(), "exit").out());
        pen.destroy();
        assertEquals(0, pen.waitFor());
        assertTrue(Files.notExists(control), "left behind");
    }

    @Test
    void inTheBackgroundItSaysWhatItHasToSayAndFailsWhenItCannotBegin() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run failed =
                    Run.of(ours(), "-O", "blacklist 5", "127.0.0.1:" + taken.getLocalPort(), "127.0.0.1:" + server());
            assertNotEquals(0, failed.status());
            assertEquals("5\n", failed.out());
            assertTrue(failed.err().contains("cannot listen on tcp://127.0.0.1:" + taken.getLocalPort()), failed.err());
        }
        Path pid = folder.resolve("pid");
        int port = Ports.free();
        List<String> line = new ArrayList<>(List.of("-O", "mode", "-p", pid.toString(), "127.0.0.1:" + port));
        line.add("127.0.0.1:" + server());
        for (int i = 0; i < 500; i++) {
            line.add("127.0.0.1:9:0:0:0:" + i); // longer than what a JDK sees of a command line
        }
        Run begun = Run.of(ours(), line.toArray(String[]::new));
        assertEquals("no hash no roundrobin no stubborn no weight no prio\n", begun.out());
        assertEquals(0, begun.status());
        awaitService("127.0.0.1", port);
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
        process.destroy();
        assertTrue(Deadline.usual().until(() -> !process.isAlive()));
        assertTrue(Files.notExists(pid), "the pid file is left behind");
    }

    /** Where nobody else reads the log of the system. */
    @Test
    void inTheBackgroundItTalksToTheLogOfTheSystem() throws Exception {
        needRoot();
        Path socket = Path.of("/dev/log");
        Assumptions.assumeTrue(Files.notExists(socket), "somebody keeps a log here");
        Path heard = folder.resolve("heard");
        Process daemon = new ProcessBuilder(
                        "/usr/bin/socat", "-u", "UNIX-RECV:" + socket, "OPEN:" + heard + ",creat,append")
                .start();
        open.keep(() -> {
            daemon.destroy();
            daemon.waitFor();
            Files.deleteIfExists(socket);
        });
        assertTrue(Deadline.usual().until(() -> Files.exists(socket)));
        Path pid = folder.resolve("pid");
        Path file = Files.writeString(folder.resolve("pen.cfg"), "");
        Run begun = Run.of(
                ours(),
                "-F",
                file.toString(),
                "-p",
                pid.toString(),
                "127.0.0.1:" + Ports.free(),
                "127.0.0.1:" + server());
        assertEquals(0, begun.status(), begun.err());
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
        open.keep(process::destroyForcibly);
        Files.writeString(file, "nonsense\nacl 10\n");
        Run.of(Path.of("/bin/kill"), "-HUP", String.valueOf(process.pid()));
        assertTrue(Deadline.usual()
                .until(() -> Files.exists(heard)
                        && Files.readString(heard)
                                .contains("<27>pen[" + process.pid() + "]: " + file + ":2: acl must be a number")));
    }

    @Test
    void anUnknownUserIsTold() throws Exception {
        Run run = Run.of(ours(), "-f", "-u", "no-such-user", "127.0.0.1:" + Ports.free(), "127.0.0.1:9");
        assertEquals(1, run.status());
        assertTrue(run.err().endsWith("pen: Can't getpwnam(no-such-user)\n"), run.err());
    }

    @Test
    void tlsWithACertificate() throws Exception {
        Run made = Run.of(
                Path.of("/usr/bin/openssl"),
                ("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -addext"
                                + " subjectAltName=DNS:localhost -keyout " + folder.resolve("key.pem") + " -out "
                                + folder.resolve("cert.pem"))
                        .split(" ", -1));
        assertEquals(0, made.status(), made.err());
        int port = Ports.free();
        Path sni = Files.createDirectory(folder.resolve("sni"));
        pen(
                "-E",
                folder.resolve("cert.pem"),
                "-K",
                folder.resolve("key.pem"),
                "-O",
                "ssl_option no_tlsv1.2",
                "-O",
                "ssl_sni_path " + sni,
                "-O",
                "dummy",
                "-L",
                "tls1",
                "127.0.0.1:" + port,
                "127.0.0.1:9");
        assertTrue(Deadline.usual().until(() -> Visits.isOpen(port)));
        String place = "https://localhost:" + port + "/";
        Run curl = Run.of(
                Path.of("/usr/bin/curl"),
                "-s",
                "--ipv4",
                "--cacert",
                folder.resolve("cert.pem").toString(),
                place);
        assertEquals("Ulric was here.", curl.out(), curl.err());
        Run old = Run.of(Path.of("/usr/bin/curl"), "-sk", "--ipv4", "--tls-max", "1.2", place);
        assertNotEquals(0, old.status());
    }

    @Test
    void withoutAPageASignalTellsTheLog() throws Exception {
        int port = Ports.free();
        Process pen = pen("127.0.0.1:" + port, "127.0.0.1:" + server());
        awaitService("127.0.0.1", port);
        Penctl.signal(pen, "USR1");
        assertTrue(Deadline.usual()
                .until(() -> Files.readString(folder.resolve("out")).contains("Active connections:")));
        String said = Files.readString(folder.resolve("out"));
        for (String part : List.of(
                "1 servers, ",
                "Server 0 status: address 127.0.0.1, up, port ",
                "Max number of clients: 2048",
                "Client 0 status: address 127.0.0.1, last used 0 s ago, last server 0, ",
                "Max number of connections: 500")) {
            assertTrue(said.contains(part), () -> part + " in " + said);
        }
    }

    @Test
    void whatClientsAskGoesToPenlogd() throws Exception {
        try (DatagramSocket penlogd = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            EchoServer server = open.keep(EchoServer.start("A"));
            int port = Ports.free();
            pen("-l", "127.0.0.1:" + penlogd.getLocalPort(), "127.0.0.1:" + port, server.address());
            assertTrue(Deadline.usual().until(() -> Visits.isOpen(port)));
            try (Socket client = Visits.connect("127.0.0.1", port)) {
                client.getOutputStream().write("GET /net HTTP/1.0\r\n".getBytes(StandardCharsets.US_ASCII));
                DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
                penlogd.setSoTimeout(Visits.TIMEOUT_MILLIS);
                penlogd.receive(packet);
                assertEquals(
                        "+ 127.0.0.1 127.0.0.1 GET /net HTTP/1.0\n",
                        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII));
            }
        }
    }
}
