package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path folder;

    private Path file(String pool) throws IOException {
        return Files.writeString(folder.resolve("nib.yaml"), """
                listeners: { web: { bind: "tcp://127.0.0.1:0", pool: app } }
                pools: { app: { policy: round-robin, servers: ["10.0.0.1:80"]%s } }
                """.formatted(pool));
    }

    @Test
    void mostFilesNeedNothing() throws IOException {
        Path file = file("");
        assertEquals(
                new Cli.Outcome(Exit.OK, file + " needs nothing that Nib does not do itself\n", ""),
                Cli.nib("doctor", file.toString()));
    }

    /** What is there depends on the machine; what is asked for does not. */
    @Test
    void whatATransparentPoolNeedsIsSaid() throws IOException {
        String out = Cli.nib("doctor", file(", transparent: true").toString()).out();
        assertTrue(out.startsWith("this machine\n"), out);
        assertTrue(out.contains("packets for transparent sockets are marked\n"), out);
        assertTrue(out.contains("marked packets have a table of routes, IPv6\n"), out);
        assertTrue(out.contains("each server, to be looked at there\n  its way back to clients"), out);
    }
}
