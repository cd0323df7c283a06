package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nib.testkit.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A balancer behind a balancer: the first looks at the name and tells by a PROXY header where the client is, the second
 * believes it, ends TLS, and speaks TLS to a third, which has the web server. All three are listeners of one process.
 */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class TlsIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long MUCH = 100_000;

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    @Test
    void namesPassHeadersAreBelievedAndTlsEndsAndBeginsAgain() throws Exception {
        certificate("a.example");
        certificate("inside.example");
        int middle = Ports.free();
        int last = Ports.free();
        try (Nginx web = Nginx.start(folder, "web", "127.0.0.1");
                Nib nib = Nib.run(folder, yaml(middle, last, web))) {
            Run large = curl(nib.port("front"), "a.example", "large");
            assertEquals(0, large.status(), large.err());
            assertEquals(sum(Nginx.large()), sum(Files.readAllBytes(folder.resolve("got"))));
            assertNotEquals(0, curl(nib.port("front"), "b.example", "name").status(), "a name that is not listed");
            assertNotEquals(0, curl(middle, "a.example", "name").status(), "no header");
            List<String> clients = clients();
            assertEquals(clients.get(0), clients.get(1), "the second sees the client of the first");
            assertEquals(0, nib.stop());
        }
    }

    @Test
    void theImageHasTheCommandThatFetchesStaples() throws Exception {
        Path command = Image.STANDARD.command().resolveSibling("nib-ocsp");
        Run help = Run.of(command, "--help");
        assertEquals(0, help.status(), help.err());
        assertTrue(help.out().startsWith("Fetches what OCSP servers say"), help.out());
        certificate("a.example");
        Run mute = Run.of(command, folder.resolve("a.example.crt").toString());
        assertEquals(1, mute.status());
        assertTrue(mute.err().endsWith("names no OCSP server; --url would\n"), mute.err());
    }

    /** A certificate that is replaced is shown by itself, and one that is broken is a mistake at a reload. */
    @Test
    void filesAreReadAnewAndCheckedBeforehand() throws Exception {
        certificate("a.example");
        certificate("inside.example");
        try (Nginx web = Nginx.start(folder, "web", "127.0.0.1");
                Nib nib = Nib.run(folder, yaml(Ports.free(), Ports.free(), web))) {
            assertEquals(0, curl(nib.port("front"), "a.example", "name").status());
            certificate("a.example");
            // curl believes the new one only
            assertTrue(Deadline.usual()
                    .until(() -> curl(nib.port("front"), "a.example", "name").status() == 0));
            Path believed = Files.copy(folder.resolve("a.example.crt"), folder.resolve("believed.crt"));
            Files.writeString(folder.resolve("a.example.crt"), "rubbish");
            Run reload = nib.ctl("reload");
            assertEquals(1, reload.status());
            assertTrue(reload.err().contains("a.example.crt has no certificate"), reload.err());
            Files.copy(believed, folder.resolve("a.example.crt"), StandardCopyOption.REPLACE_EXISTING);
            assertEquals(0, curl(nib.port("front"), "a.example", "name").status(), "what was read before stays");
        }
    }

    /**
     * The client that got much, by the front and by the middle, as the log says. However its connection ended: a client
     * that has what it wanted may be gone when TLS says farewell.
     */
    private List<String> clients() {
        Map<String, String> found = new ConcurrentHashMap<>();
        assertTrue(Deadline.usual().until(() -> read(found)), () -> "the log tells only " + found);
        return List.of(found.get("front"), found.get("middle"));
    }

    /** Whether both were found. A line may be there in part. */
    private boolean read(Map<String, String> found) {
        try {
            String text = Files.readString(folder.resolve("access.log"));
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                JsonNode one = MAPPER.readTree(line);
                if (one.get("received").asLong() > MUCH) {
                    found.putIfAbsent(
                            one.get("listener").asText(), one.get("client").asText());
                }
            }
            return found.keySet().containsAll(List.of("front", "middle"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String yaml(int middle, int last, Nginx web) {
        return """
                listeners:
                  front:
                    bind: "tcp://127.0.0.1:0"
                    engine: %s
                    openings: [ sni: { names: { a.example: middle } } ]
                    pool: middle
                  middle:
                    bind: "tcp://127.0.0.1:%d"
                    openings: [ proxy-protocol: { trusted: [127.0.0.1] } ]
                    filters: [ tls: { certificates: [ { certificate: a.example.crt, key: a.example.key } ] } ]
                    pool: last
                  last:
                    bind: "tcp://127.0.0.1:%d"
                    filters: [ tls: { certificates: [ { certificate: inside.example.crt, key: inside.example.key } ] } ]
                    pool: web
                pools:
                  middle:
                    policy: first
                    preamble: { proxy-protocol: { version: v2, checksum: true, tell: [server-name] } }
                    servers: ["127.0.0.1:%d"]
                  last:
                    policy: first
                    filters: [ tls-to-server: { name: inside.example, ca: [inside.example.crt] } ]
                    servers: ["127.0.0.1:%d"]
                  web: { policy: first, servers: ["%s"] }
                observers: [ access-log: { file: access.log, format: json } ]
                """.formatted(engine, middle, last, middle, last, web.address());
    }

    private Run curl(int port, String name, String what) throws IOException, InterruptedException {
        return Run.of(
                Path.of("/usr/bin/curl"),
                "-sS",
                "--max-time",
                "30",
                "--cacert",
                folder.resolve("a.example.crt").toString(),
                "--resolve",
                name + ":" + port + ":127.0.0.1",
                "-o",
                folder.resolve("got").toString(),
                "https://" + name + ":" + port + "/" + what);
    }

    private void certificate(String name) throws IOException, InterruptedException {
        Run run = Run.of(
                Path.of("/usr/bin/openssl"),
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=DNS:" + name,
                "-keyout",
                folder.resolve(name + ".key").toString(),
                "-out",
                folder.resolve(name + ".crt").toString());
        assertEquals(0, run.status(), run.err());
    }

    private static String sum(byte[] bytes) throws java.security.NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
