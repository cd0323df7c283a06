package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of Unix sockets that are no files: the engine makes them itself. */
class UnixNamesIT {
    @TempDir
    Path folder;

    private final String name = "nib-" + UUID.randomUUID();

    private String configuration(String engine) {
        return """
                listeners:
                  app: { bind: "unix://@%s", pool: app, engine: %s }
                pools:
                  app: { policy: round-robin, servers: ["unix://@%s-server"] }
                """.formatted(name, engine, name);
    }

    @Test
    void aClientReachesAServer() throws Exception {
        try (Peer echo = Peer.start(folder, "socat", "ABSTRACT-LISTEN:" + name + "-server,fork", "EXEC:cat");
                Nib nib = Nib.run(folder, configuration("auto"))) {
            echo.awaitAbstract(name + "-server");
            Run answer = Run.of(Path.of("/bin/sh"), "-c", "echo hello | socat -t10 - ABSTRACT-CONNECT:" + name);
            assertEquals("hello\n", answer.out(), answer.err());
            Run second = nib.second();
            assertTrue(second.status() != 0 && second.err().contains("in use"), second.err());
            assertEquals(0, nib.stop());
            assertTrue(Peer.isFree(name), "the name is free again");
        }
    }

    @Test
    void threadsSayThatTheyCannot() throws Exception {
        Files.writeString(folder.resolve("nib.yaml"), configuration("threads"));
        Run check = Run.of(
                Image.STANDARD.command(), "check", folder.resolve("nib.yaml").toString());
        assertTrue(check.status() != 0, check.out());
        assertTrue((check.out() + check.err()).contains("they cannot use the address unix://@" + name), check.err());
    }
}
