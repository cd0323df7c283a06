package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nib.kernel.Catalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DemoTest {
    @TempDir
    private Path folder;

    private final PipedOutputStream keys = new PipedOutputStream();
    private Cli cli;
    private CompletableFuture<Cli.Outcome> running;

    @BeforeEach
    void start() throws Exception {
        cli = new Cli(new PipedInputStream(keys), Map.of());
        running = CompletableFuture.supplyAsync(
                () -> cli.run("demo", "--port", "0", "--control", control()),
                work -> new Thread(work, "nib demo").start());
        await(" connections, red up");
    }

    @AfterEach
    void end() throws IOException {
        keys.close();
    }

    private String control() {
        return folder.resolve("nib.ctl").toString();
    }

    private void await(String text) throws InterruptedException {
        while (!cli.soFar().contains(text)) {
            assertFalse(running.isDone(), () -> running.join().toString());
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void press(String key) throws IOException {
        keys.write((key + "\n").getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** The address after the first {@code curl} of the introduction. */
    private URI balancer() {
        String line = cli.soFar()
                .lines()
                .filter(one -> one.startsWith("    curl http"))
                .findFirst()
                .orElseThrow();
        return URI.create(line.replaceAll(".*(http\\S+).*", "$1"));
    }

    /** The name of the server that answers a client with that address. */
    private String serverOf(String client) throws IOException {
        URI url = balancer();
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(client), 0));
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
            return answer.replaceAll("(?s).*I am (\\w+)\\. This is my request number \\d+; it came from .*", "$1");
        }
    }

    private static void awaitNobody(URI url) {
        for (boolean there = true; there; ) {
            try (Socket last = new Socket(url.getHost(), url.getPort())) {
                last.setSoLinger(true, 0);
            } catch (IOException e) {
                there = false;
            }
        }
    }

    private Cli.Outcome quit() throws Exception {
        press("q");
        return running.get();
    }

    @Test
    void itServesTellsWhatToTryAndEnds() throws Exception {
        assertTrue(cli.soFar().contains("    policy: round-robin"), cli.soFar());
        Set<String> names = new HashSet<>();
        for (int i = 2; i < 5; i++) {
            String first = serverOf("127.0.0." + i);
            assertEquals(first, serverOf("127.0.0." + i));
            names.add(first);
        }
        assertEquals(Set.of("red", "green", "blue"), names);
        Cli.Outcome outcome = quit();
        assertEquals(Exit.OK, outcome.exit());
        assertEquals("", outcome.err());
    }

    @Test
    void clientsOfAServerThatIsStoppedMoveOnWithoutAnError() throws Exception {
        String first = serverOf("127.0.0.2");
        int number = List.of("red", "green", "blue").indexOf(first) + 1;
        press(String.valueOf(number));
        await(first + " is stopped");
        String second = serverOf("127.0.0.2");
        assertFalse(first.equals(second));
        press(String.valueOf(number));
        await(first + " is started");
        assertEquals(Exit.OK, quit().exit());
    }

    @Test
    void aServerCanBeStoppedByARequest() throws Exception {
        String line = cli.soFar()
                .lines()
                .filter(one -> one.contains("-X POST"))
                .findFirst()
                .orElseThrow();
        URI url = URI.create(line.replaceAll(".*(http\\S+).*", "$1"));
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write("POST /stop HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.endsWith("red stops.\n"), answer);
        }
        awaitNobody(url); // its connections are cut a moment before its listener is closed
        Set<String> names = new HashSet<>();
        for (int i = 2; i < 8; i++) {
            names.add(serverOf("127.0.0." + i));
        }
        assertEquals(Set.of("green", "blue"), names);
        assertEquals(Exit.OK, quit().exit());
    }

    @Test
    void theControlSocketTellsTheStory() throws Exception {
        serverOf("127.0.0.2");
        Cli.Outcome status = Cli.nib("ctl", "--control", control(), "status");
        assertTrue(status.out().contains("pool colours: round-robin, "), status.out());
        assertTrue(cli.soFar().contains("nib ctl --control " + control() + " status"), cli.soFar());
        assertEquals(Exit.OK, Cli.nib("ctl", "--control", control(), "stop").exit());
        assertEquals(Exit.OK, running.get().exit());
    }

    @Test
    void theEndOfTheKeysIsNotTheEnd() throws Exception {
        keys.close();
        serverOf("127.0.0.2");
        assertEquals(Exit.OK, Cli.nib("ctl", "--control", control(), "stop").exit());
        assertEquals(Exit.OK, running.get().exit());
    }

    @Test
    void whatIsDrawnOnATerminalIsTheStatus() throws Exception {
        try (DemoScene scene = DemoScene.open(Optional.of(0), Catalog.installed())) {
            String page = String.join("\n", new DemoPage(scene, "nib ctl").figures());
            assertTrue(page.contains("pool colours: round-robin, 0 active"), page);
        }
        quit();
    }
}
