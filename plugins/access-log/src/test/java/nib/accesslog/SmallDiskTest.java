package nib.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nib.spi.Observer;
import nib.testkit.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link SmallDisk} where a disk of 64 KiB can be mounted. */
@Timeout(60)
class SmallDiskTest {
    @TempDir
    private Path folder;

    @Test
    void beginsANewLineAfterOneThatWasCutByAFullDisk() throws IOException, InterruptedException {
        String mount = "mount -t tmpfs -o size=64k none " + folder;
        assumeTrue(run("unshare", "--mount", "--user", "--map-root-user", "sh", "-c", mount)
                .isEmpty());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> lines = run(
                "unshare",
                "--mount",
                "--user",
                "--map-root-user",
                "sh",
                "-c",
                mount + " && exec \"$0\" \"$@\"",
                java,
                "-XX:+UseSerialGC",
                "-cp",
                path(),
                SmallDisk.class.getName(),
                folder.toString());
        assertEquals(4, lines.size(), lines::toString);
        assertEquals("cannot write to " + folder.resolve("access.log") + ": No space left on device", lines.get(0));
        assertEquals("x".repeat(99), lines.get(1));
        assertTrue("x".repeat(98).startsWith(lines.get(2)), "a line that was cut");
        assertEquals("whole", lines.get(3));
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return status == 0 ? output.lines().toList() : List.of("status " + status + ": " + output);
    }

    private static String path() {
        return Stream.of(FileOutlet.class, SmallDiskTest.class, Observer.class, ManualClock.class, JsonFactory.class)
                .map(SmallDiskTest::folder)
                .collect(Collectors.joining(":"));
    }

    private static String folder(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        String url = String.valueOf(type.getResource("/" + file));
        return url.replaceFirst("^jar:", "").replaceFirst("^file:", "").replaceFirst("!?/" + file + "$", "");
    }
}
