package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** dig asks two dnsmasq through Nib. */
@ParameterizedClass
@ValueSource(strings = {"mmsg", "udp"})
class DnsIT {
    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private final int[] ports = new int[2];
    private final Process[] servers = new Process[2];
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        for (int i = 0; i < servers.length; i++) {
            ports[i] = Ports.free();
            start(i);
        }
    }

    private void start(int i) throws Exception {
        servers[i] = new ProcessBuilder(
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--pid-file=",
                        "--no-resolv",
                        "--no-hosts",
                        "--listen-address=127.0.0.1",
                        "--bind-interfaces",
                        "--port=" + ports[i],
                        "--address=/who.test/10.0.0." + i)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dnsmasq" + i).toFile())
                .start();
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!dig(ports[i], 1).equals("10.0.0." + i)) {
            assertTrue(
                    System.nanoTime() < deadline && servers[i].isAlive(), () -> "dnsmasq does not answer: " + said(i));
        }
    }

    private String said(int i) {
        try {
            return Files.readString(folder.resolve("dnsmasq" + i));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        for (Process server : servers) {
            server.destroyForcibly().waitFor();
        }
    }

    /** The answer, or empty. */
    private static String dig(int port, int seconds) throws IOException, InterruptedException {
        Run run = Run.of(
                Path.of("dig"),
                "+short",
                "+tries=1",
                "+time=" + seconds,
                "-p",
                String.valueOf(port),
                "@127.0.0.1",
                "who.test",
                "A");
        return run.status() == 0 ? run.out().strip() : "";
    }

    private Nib run(String pool) throws IOException {
        Nib nib = Nib.run(folder, """
                listeners:
                  dns: { bind: "udp://127.0.0.1:0", pool: app, engine: %s, datagrams: { requests: 1, responses: 1 } }
                pools:
                  app: { policy: round-robin, %s servers: ["udp://127.0.0.1:%d", "udp://127.0.0.1:%d"] }
                """.formatted(engine, pool, ports[0], ports[1]));
        open.add(nib);
        return nib;
    }

    private static Map<String, Integer> ask(Nib nib, int times) throws IOException, InterruptedException {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            answers.merge(dig(nib.port("dns"), 10), 1, Integer::sum);
        }
        return answers;
    }

    @Test
    void everyQuestionIsBalanced() throws Exception {
        assertEquals(Map.of("10.0.0.0", 4, "10.0.0.1", 4), ask(run(""), 8));
    }

    @Test
    void aClientThatIsTrackedStays() throws Exception {
        assertEquals(1, ask(run("sticky: { clients: 1000 },"), 6).size());
    }

    @Test
    void nobodySeesThatAServerIsKilled() throws Exception {
        Nib nib = run("");
        ask(nib, 2);
        servers[0].destroyForcibly().waitFor();
        assertEquals(Map.of("10.0.0.1", 6), ask(nib, 6));
    }

    @Test
    void comesBackWhenOneIsBack() throws Exception {
        Nib nib = run("");
        for (Process server : servers) {
            server.destroyForcibly().waitFor();
        }
        assertEquals("", dig(nib.port("dns"), 1));
        start(1);
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!dig(nib.port("dns"), 1).equals("10.0.0.1")) {
            assertTrue(System.nanoTime() < deadline, "it never came back");
        }
    }
}
