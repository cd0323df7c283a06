package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nib.testkit.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands around pen, ours beside those of Debian's package. */
class PenToolsIT {
    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(150);
    private static final String TIME = "[09/Jan/2002:00:28:50 +0100]";

    @TempDir
    Path folder;

    private final List<Process> open = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process one : open) {
            one.destroyForcibly().waitFor();
        }
    }

    private static Path ours(String name) {
        return Image.STANDARD.command().resolveSibling(name);
    }

    private static Path theirs(String name) {
        return Path.of("/usr/bin", name);
    }

    private Process start(Path command, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(open.size() + ".out").toFile())
                .start();
        open.add(process);
        return process;
    }

    @Test
    void penctlSaysToPenWhatTheirsSays() throws Exception {
        String control = "127.0.0.1:" + Ports.free();
        pen(control);
        for (String command : List.of(
                "mode",
                "servers",
                "timeout 4",
                "timeout",
                "server 1 blacklist 30",
                "acl 1 permit 127.0.8.0 255.255.255.0",
                "recent",
                "close 99999",
                "no such thing",
                "nonsense")) {
            String[] words = (control + " " + command).split(" ");
            Run their = Run.of(theirs("penctl"), words);
            assertEquals(their, Run.of(ours("penctl"), words), command);
        }
    }

    @Test
    void penctlReachesSocketsThatAreFiles() throws Exception {
        Path control = folder.resolve("ctl");
        pen(control.toString());
        assertTrue(Deadline.usual().until(() -> Files.exists(control)));
        Run mode = Run.of(ours("penctl"), control.toString(), "mode");
        assertEquals("no hash no roundrobin no stubborn no weight no prio\n", mode.out(), mode.err());
    }

    private void pen(String control) throws IOException {
        int port = Ports.free();
        start(
                theirs("pen"),
                "-f",
                "-u",
                System.getProperty("user.name"),
                "-C",
                control,
                "127.0.0.1:" + port,
                "127.0.0.1:9",
                "127.0.0.1:10:3:4:5:6");
        assertTrue(Deadline.usual().until(() -> Visits.isOpen(port)), "pen did not start");
    }

    @Test
    void penctlTellsWhatIsWrongAsTheirsDoes() throws Exception {
        String nobody = "127.0.0.1:" + Ports.free();
        for (List<String> line : List.of(
                List.of(nobody, "mode"),
                List.of(folder.resolve("absent").toString(), "mode"),
                List.of("localhost", "mode"),
                List.of(nobody, "x".repeat(1100)))) {
            String[] words = line.toArray(String[]::new);
            assertEquals(Run.of(theirs("penctl"), words), Run.of(ours("penctl"), words), line::toString);
        }
        Run usage = Run.of(ours("penctl"));
        assertNotEquals(0, usage.status(), "theirs says 0");
        assertTrue(usage.err().startsWith("usage: penctl"), usage.err());
    }

    /** As quick as a script may expect of a command: the best of some, since others use the machine, too. */
    @Test
    void penctlIsQuick() throws Exception {
        String control = "127.0.0.1:" + Ports.free();
        pen(control);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 30 && best > QUICK; i++) {
            long begun = System.nanoTime();
            assertEquals(0, Run.of(ours("penctl"), control, "mode").status());
            best = Math.min(best, System.nanoTime() - begun);
        }
        long nanos = best;
        assertTrue(best <= QUICK, () -> TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
    }

    @Test
    void penlogdTellsTheClientsThatTheirsTells() throws Exception {
        List<String> expected = List.of(
                "10.9.8.7 - - " + TIME + " \"GET /a HTTP/1.0\" 200 4017",
                "10.9.8.9 id frank " + TIME + " \"GET /twice HTTP/1.0\" 200 1 \"-\" \"agent\"",
                "127.0.0.1 - - " + TIME + " \"GET /b HTTP/1.0\" 200 4017");
        for (Path daemon : List.of(theirs("penlogd"), ours("penlogd"))) {
            for (Path sender : List.of(theirs("penlog"), ours("penlog"))) {
                assertEquals(expected, consolidated(daemon, sender), daemon + " and " + sender);
            }
        }
    }

    /** The log after some lines of a balancer and of a web server at 127.0.0.5. */
    private List<String> consolidated(Path daemon, Path sender) throws Exception {
        int port = Ports.free();
        Path log = folder.resolve("log" + open.size());
        Process process = start(daemon, "-f", "-b", "-l", log.toString(), String.valueOf(port));
        awaitBound(port);
        say(port, "+ 10.9.8.7 127.0.0.5 GET /a HTTP/1.0");
        say(port, "+ 10.9.8.8 127.0.0.5 GET /twice HTTP/1.0");
        say(port, "+ 10.9.8.9 127.0.0.5 GET /twice HTTP/1.0");
        Path web = Files.write(
                folder.resolve("web"),
                List.of(
                        "127.0.0.1 - - " + TIME + " \"GET /a HTTP/1.0\" 200 4017",
                        "127.0.0.1 id frank " + TIME + " \"GET /twice HTTP/1.0\" 200 1 \"-\" \"agent\"",
                        "no quotes",
                        "127.0.0.1 - - " + TIME + " \"GET /b HTTP/1.0\" 200 4017"));
        String line = sender + " 127.0.0.1 " + port + " 127.0.0.5 < " + web;
        Run piped = Run.of(Path.of("/bin/sh"), "-c", line);
        assertEquals(0, piped.status(), piped.err());
        assertTrue(
                Deadline.usual().until(() -> lines(log).size() == 3),
                () -> lines(log).toString());
        process.destroy();
        assertEquals(0, process.waitFor(), "after TERM");
        return lines(log);
    }

    private static void say(int port, String text) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] bytes = (text + "\n").getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(
                    bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
    }

    /** Until somebody has the port, proc_net(5). */
    private static void awaitBound(int port) {
        String end = ":%04X".formatted(port);
        assertTrue(
                Deadline.usual()
                        .until(() -> Stream.of("udp", "udp6")
                                .flatMap(kind -> lines(Path.of("/proc/net", kind)).stream())
                                .map(line -> line.strip().split(" +"))
                                .anyMatch(fields -> fields[1].endsWith(end))),
                "it did not start");
    }

    private static List<String> lines(Path log) {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void penlogdGoesToTheBackgroundAndOpensItsLogAnewAfterHup() throws Exception {
        int port = Ports.free();
        Path log = folder.resolve("log");
        Path pid = folder.resolve("pid");
        Run run =
                Run.of(ours("penlogd"), "-n", "100", "-l", log.toString(), "-p", pid.toString(), String.valueOf(port));
        assertEquals("", run.err());
        assertEquals(0, run.status());
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
        try {
            String line = "127.0.0.1 - - " + TIME + " \"GET /b HTTP/1.0\" 200 4017";
            say(port, line);
            assertTrue(Deadline.usual().until(() -> lines(log).equals(List.of(line))));
            Path old = Files.move(log, folder.resolve("log.1"));
            Run.of(Path.of("/bin/kill"), "-HUP", String.valueOf(daemon.pid()));
            assertTrue(Deadline.usual().until(() -> Files.exists(log)), "not opened anew");
            say(port, line);
            assertTrue(Deadline.usual().until(() -> lines(log).equals(List.of(line))));
            assertEquals(List.of(line), lines(old));
            daemon.destroy();
            daemon.onExit().get(20, TimeUnit.SECONDS);
            assertFalse(Files.exists(pid));
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void penlogdThatCannotBeginSaysWhyAlsoInTheBackground() throws Exception {
        Path absent = folder.resolve("no/such/log");
        for (String more : List.of("-f", "-d")) {
            Run run = Run.of(ours("penlogd"), more, "-l", absent.toString(), String.valueOf(Ports.free()));
            assertEquals("penlogd: Can't open logfile " + absent + "\n", run.err());
            assertEquals(1, run.status());
        }
    }

    @Test
    void penlogdBecomesAnotherUserOnAllItsThreads() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can");
        int port = Ports.free();
        Path log = Files.createFile(folder.resolve("log"));
        Process daemon = start(ours("penlogd"), "-f", "-u", "nobody", "-l", log.toString(), String.valueOf(port));
        say(port, "warm");
        awaitBound(port);
        String nobody = Run.of(Path.of("/usr/bin/id"), "-u", "nobody").out().strip();
        assertTrue(Deadline.usual().until(() -> users(daemon.pid()).equals(List.of(nobody))), "not all threads");
        say(port, "127.0.0.1 - - " + TIME + " \"GET /b HTTP/1.0\" 200 4017");
        assertTrue(Deadline.usual().until(() -> lines(log).size() == 1));
    }

    /** The users of the threads of a process, each once: real, effective, saved and for files, which are to be one. */
    private static List<String> users(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.flatMap(task -> lines(task.resolve("status")).stream())
                    .filter(line -> line.startsWith("Uid:"))
                    .flatMap(line -> Stream.of(line.split("\\s+")).skip(1))
                    .distinct()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of(); // a thread has ended meanwhile
        }
    }

    /** A line a log, since theirs gets the zone of further ones wrong. */
    @Test
    void mergelogsWritesWhatTheirsWrites() throws Exception {
        Path pen = Files.write(
                folder.resolve("pen"),
                List.of(
                        "10.1.1.1 1010532530 10.0.18.6 GET /robots.txt HTTP/1.0",
                        "10.1.1.2 1010532529 10.0.18.8 GET /a HTTP/1.0"));
        Path one = Files.write(
                folder.resolve("one"), List.of("127.0.0.1 - - " + TIME + " \"GET /robots.txt HTTP/1.0\" 404 268"));
        Path two = Files.write(
                folder.resolve("two"),
                List.of("127.0.0.1 id frank [09/Jan/2002:00:28:49 +0100] \"GET /a HTTP/1.0\" 200 1 \"-\" \"x\""));
        String[] line = {"-p", pen.toString(), "10.0.18.6:" + one, "10.0.18.8:" + two};
        Run their = Run.of(theirs("mergelogs"), line);
        assertEquals(2, their.out().lines().count(), their.err());
        assertEquals(their, Run.of(ours("mergelogs"), line));
    }
}
