package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole of {@code nib run}, inside the test's own process: signals go to that. */
@Timeout(60)
class RunTest {
    private static final int HUP = 1;
    private static final int INT = 2;

    @TempDir
    private Path folder;

    private final EchoServer server = EchoServer.start("a");

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Path file(String more) throws IOException {
        return Files.writeString(folder.resolve("nib.yaml"), """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app }
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                """.formatted(server.address()) + more);
    }

    private Path control() {
        return folder.resolve("nib.ctl");
    }

    /** Begins to run; the answer comes when it has ended. */
    private CompletableFuture<Cli.Outcome> begin(String... arguments) {
        Cli cli = new Cli(InputStream.nullInputStream(), Map.of());
        return CompletableFuture.supplyAsync(() -> cli.run(arguments), work -> new Thread(work, "nib run").start());
    }

    private CompletableFuture<Cli.Outcome> run(String more) throws Exception {
        CompletableFuture<Cli.Outcome> running = begin(
                "run",
                "--control",
                control().toString(),
                "--pid",
                pid().toString(),
                file(more).toString());
        while (status().exit() == Exit.NOBODY) {
            assertFalse(running.isDone(), () -> running.join().toString());
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return running;
    }

    private Path pid() {
        return folder.resolve("nib.pid");
    }

    private Cli.Outcome status() {
        return Cli.nib("ctl", "--control", control().toString(), "status");
    }

    private Socket client() throws IOException {
        String line = status().out().lines().toList().get(3);
        int port = Integer.parseInt(line.replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1"));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.getOutputStream().write(5);
        assertEquals(5, client.getInputStream().read());
        return client;
    }

    /** A process that was started to ignore a signal goes on ignoring it: nohup(1), or a job in the background. */
    private static void assumeHeard(int signal) throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn:0");
        long mask = Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16);
        assumeTrue((mask >> (signal - 1) & 1) == 0, "this process ignores the signal");
    }

    /** As the operating system would send it. */
    private static void raise(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        signal.getMethod("raise", signal)
                .invoke(null, signal.getConstructor(String.class).newInstance(name));
    }

    @Test
    void itServesUntilItIsToldToStop() throws Exception {
        CompletableFuture<Cli.Outcome> running = run("");
        client().close();
        assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(pid()));
        raise("TERM");
        assertEquals(new Cli.Outcome(Exit.OK, "", ""), running.get());
        assertFalse(Files.exists(pid()));
        assertFalse(Files.exists(control()));
    }

    @Test
    void connectionsMayEndInPeaceUnlessItIsToldTwice() throws Exception {
        assumeHeard(INT);
        CompletableFuture<Cli.Outcome> running = run("drain: 1d\n");
        try (Socket client = client()) {
            raise("INT");
            while (!status().out().contains("STOPPING")) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            client.getOutputStream().write(6);
            assertEquals(6, client.getInputStream().read());
            raise("TERM");
            assertThrows(IOException.class, () -> client.getInputStream().read());
        }
        assertEquals(Exit.OK, running.get().exit());
    }

    @Test
    void hangUpBringsTheChangedFileIntoForceAndABadOneDoesNot() throws Exception {
        assumeHeard(HUP);
        CompletableFuture<Cli.Outcome> running = run("");
        file("sessions: 123\n");
        raise("HUP");
        while (!status().out().contains(" of 123 connections")) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        file("sessions: 124\nsesions: 1\n");
        raise("HUP");
        file("sessions: 125\n"); // may or may not be what that one read
        raise("HUP");
        while (!status().out().contains(" of 125 connections")) {
            assertFalse(status().out().contains(" of 124 connections"));
            TimeUnit.MILLISECONDS.sleep(5);
        }
        raise("TERM");
        assertEquals(Exit.OK, running.get().exit());
    }

    @Test
    void aBadFileIsNotRunAndAllItsProblemsAreTold() throws IOException {
        Path file = file("sesions: 1\ndrian: 1s\n");
        assertEquals(
                new Cli.Outcome(
                        Exit.PROBLEM,
                        "",
                        file + ":5:1: unknown key \"sesions\"; did you mean \"sessions\"?\n" + file
                                + ":6:1: unknown key \"drian\"; did you mean \"drain\"?\n2 problems\n"),
                Cli.nib("run", file.toString()));
    }

    @Test
    void anAddressThatIsTakenIsSaidInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = file("");
            Files.writeString(file, Files.readString(file).replace("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort()));
            Cli.Outcome outcome = Cli.nib("run", "--control", control().toString(), file.toString());
            assertEquals(Exit.CANNOT_START, outcome.exit());
            assertTrue(
                    outcome.err().matches("nib: listener web cannot listen on tcp://127\\.0\\.0\\.1:\\d+: .*\n"),
                    outcome.err());
            assertFalse(Files.exists(control()));
        }
    }

    @Test
    void aControlSocketThatIsInUseIsSaidInOneLine() throws IOException, Refusal {
        try (ControlSocket other = ControlSocket.at(control())) {
            Cli.Outcome outcome = Cli.nib("run", "--control", other.path().toString(), file("").toString());
            assertEquals(
                    new Cli.Outcome(
                            Exit.CANNOT_START,
                            "",
                            "nib: no control socket at " + control() + ": another process answers there\n"),
                    outcome);
        }
    }

    @Test
    void aPidFileThatCannotBeWrittenIsSaidInOneLine() throws IOException {
        Cli.Outcome outcome =
                Cli.nib("run", "--pid", folder.resolve("none/nib.pid").toString(), file("").toString());
        assertEquals(Exit.CANNOT_START, outcome.exit());
        assertTrue(outcome.err().startsWith("nib: the pid file "), outcome.err());
    }

    @Test
    void theFileMaySayWhereTheControlSocketIs() throws Exception {
        CompletableFuture<Cli.Outcome> running =
                begin("run", file("control: nib.ctl\n").toString());
        while (status().exit() == Exit.NOBODY) {
            assertFalse(running.isDone(), () -> running.join().toString());
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertEquals(
                Exit.OK,
                Cli.nib("ctl", "--control", control().toString(), "stop").exit());
        assertEquals(Exit.OK, running.get().exit());
    }
}
