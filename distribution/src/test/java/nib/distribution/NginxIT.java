package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nib.testkit.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Three real web servers behind Nib. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class NginxIT {
    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private Nginx one;
    private Nginx two;
    private Nginx three;
    private Nib nib;

    @BeforeEach
    void start() throws IOException {
        one = Nginx.start(folder, "one", "127.0.0.1");
        two = Nginx.start(folder, "two", "127.0.0.1");
        three = Nginx.start(folder, "three", "::1");
        nib = Nib.run(folder, Nib.on(engine, """
                listeners:
                  four: { bind: "tcp://127.0.0.1:0", pool: web }
                  six: { bind: "tcp://[::1]:0", pool: web }
                pools:
                  web:
                    policy: round-robin
                    blacklist: 1s
                    servers: ["%s", "%s", "%s"]
                """.formatted(one.address(), two.address(), three.address())));
    }

    @AfterEach
    void end() {
        nib.close();
        List.of(one, two, three).forEach(Nginx::close);
    }

    @Test
    void takesTurnsAcrossIpv4AndIpv6BothWays() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            seen.add(Visits.name(nib.port("four")));
            seen.add(new String(Visits.get("::1", nib.port("six"), "/name"), java.nio.charset.StandardCharsets.UTF_8));
        }
        assertEquals(Set.of("one", "two", "three"), seen);
    }

    @Test
    void bringsLargeBodiesByteForByteManyAtOnce() throws Exception {
        byte[] large = Nginx.large();
        try (Load load = Load.start(
                12, number -> assertArrayEquals(large, Visits.get("127.0.0.1", nib.port("four"), "/large")))) {
            load.awaitGood(60);
            load.end();
            assertEquals(List.of(), load.failures());
        }
    }

    @Test
    void servesCurlAndWrk() throws Exception {
        Path copy = folder.resolve("copy");
        Run curl = Run.of(
                Path.of("/usr/bin/curl"),
                "-sSf",
                "-o",
                copy.toString(),
                "http://127.0.0.1:" + nib.port("four") + "/large");
        assertEquals(0, curl.status(), curl.err());
        assertArrayEquals(Nginx.large(), Files.readAllBytes(copy));

        Run wrk = Run.of(
                Path.of("/usr/bin/wrk"), "-t1", "-c32", "-d3s", "http://127.0.0.1:" + nib.port("four") + "/name");
        assertEquals(0, wrk.status(), wrk.err());
        assertTrue(!wrk.out().contains("Socket errors") && !wrk.out().contains("Non-2xx"), wrk.out());
    }

    /** At the instant of the crash a connection to the server may break; nobody who comes later notices. */
    @Test
    void losesNoNewConnectionWhenAServerIsKilledUnderLoad() throws Exception {
        try (Load load = Load.start(32, number -> Visits.name(nib.port("four")))) {
            load.awaitGood(500);
            long killed = two.kill();
            load.awaitGood(2000);
            two.revive();
            boolean back = Deadline.usual().until(() -> name().equals("two"));
            load.end();
            List<Load.Failure> late =
                    load.failures().stream().filter(one -> one.begun() > killed).toList();
            assertEquals(List.of(), late);
            assertTrue(load.failures().size() <= 32, () -> "more than were open: " + load.failures());
            assertTrue(back, "it serves again when its blacklist time is over");
        }
        nib.awaitLine(line -> line.contains("web/" + two.address() + " is suspect"));
        nib.awaitLine(line -> line.contains("web/" + two.address() + " is up"));
    }

    private String name() {
        try {
            return Visits.name(nib.port("four"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
