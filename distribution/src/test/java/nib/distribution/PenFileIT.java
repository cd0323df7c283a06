package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nib.testkit.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of commands: written by ours, and read again. */
class PenFileIT {
    @TempDir
    private Path folder;

    private OurPen pen;

    @BeforeEach
    void begin() throws Exception {
        pen = OurPen.in(folder);
    }

    @AfterEach
    void end() throws Exception {
        pen.close();
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
            assertEquals("", pen.ctl(command).replaceAll("18\n|Idle timeout: 77 seconds\n|Idlers: ./1\n", ""), command);
        }
        assertEquals("", pen.ctl("write"));
        String first = Files.readString(pen.file);
        pen.signal("HUP");
        assertTrue(Deadline.usual().until(() -> pen.said().contains("is in force\n")));
        assertEquals("", pen.ctl("write " + pen.folder.resolve("again.cfg")));
        assertEquals(
                first.lines().skip(1).toList(),
                Files.readAllLines(pen.folder.resolve("again.cfg")).stream()
                        .skip(1)
                        .toList());
        pen.ctl("exit");
        pen.process.waitFor();
        Run shell = Run.of(
                Path.of("/bin/sh"),
                "-c",
                Image.STANDARD.command().resolveSibling("pen") + " --explain "
                        + first.lines().skip(1).findFirst().orElseThrow().replaceFirst("^# pen ", ""));
        assertEquals(0, shell.status(), shell.err());
        assertTrue(shell.out().contains("{ address: \"tcp://127.0.0.9:99\" }"), shell.out());
    }

    @Test
    void aFileWithAMistakeChangesNothing() throws Exception {
        Files.writeString(pen.file, "roundrobin\nacl 77 permit 1.2.3.4\n");
        pen.signal("HUP");
        assertTrue(Deadline.usual()
                .until(() -> pen.said()
                        .contains("pen.cfg:2: acl must be a number from 0 to 9, not 77; nothing has changed")));
        assertTrue(pen.ctl("mode").contains("no roundrobin"));
    }

    @Test
    void aReloadGoesBackToTheFile() throws Exception {
        Files.writeString(pen.file, "acl 1 permit 127.0.0.1\nstubborn\n");
        pen.ctl("roundrobin");
        for (int i = 0; i < 2; i++) {
            pen.signal("HUP");
        }
        assertTrue(Deadline.usual().until(() -> pen.ctl("mode").contains(" stubborn")));
        assertTrue(pen.ctl("mode").contains("no roundrobin"));
        pen.ctl("write");
        assertEquals(
                1,
                Files.readAllLines(pen.file).stream()
                        .filter(line -> line.startsWith("acl "))
                        .count());
    }
}
