package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive where somebody unpacks it: its cache for a quick start, and its options. */
class UnpackedIT {
    @TempDir
    private Path folder;

    @Test
    void startsFromItsCache() throws Exception {
        // With this mode the cache is used or nothing starts.
        Run run = start(unpack(), "-XX:AOTMode=on");

        assertEquals(0, run.status(), run.err());
        assertEquals("", run.err());
    }

    @Test
    void saysOnStandardErrorWhyItsCacheIsOfNoUse() throws Exception {
        Run run = start(unpack(), "-XX:-UseCompactObjectHeaders");

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("nib "), run.out());
        assertTrue(run.err().contains("UseCompactObjectHeaders setting"), run.err());
    }

    @Test
    void takesOptionsFromItsFile() throws Exception {
        Path home = unpack();
        Path options = home.resolve("lib/nib/jvm.options");
        Files.writeString(options, Files.readString(options) + "-Xmx0x # no such size\n");

        Run run = start(home, "");

        assertEquals(1, run.status());
        assertTrue((run.out() + run.err()).contains("Invalid maximum heap size: -Xmx0x"), run.out() + run.err());
    }

    @Test
    void bringsAReferenceConfigurationThatIsGoodWithAndWithoutItsComments() throws Exception {
        Path home = unpack();
        Path reference = home.resolve("conf/nib.yaml");
        String all = withoutComments(Files.readString(reference));
        Path complete = Files.writeString(home.resolve("conf/complete.yaml"), all);

        for (Path file : List.of(reference, complete)) {
            Run run = Run.of(home.resolve("bin/nib"), "check", file.toString());
            assertEquals(0, run.status(), run.out() + run.err());
        }
    }

    /** With every setting in force: a comment that is one reads "# word: value", maybe as an item of a list. */
    static String withoutComments(String reference) {
        return reference.replaceAll("(?m)^( *)# ( *(?:- )?[a-z-]+:(?: .*)?)$", "$1$2");
    }

    private static Run start(Path home, String options) throws IOException, InterruptedException {
        return Run.with(Map.of("NIB_JAVA_OPTS", options), home.resolve("bin/nib"), "version");
    }

    private Path unpack() throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("an image"));
        Run run = Run.of(
                Path.of("/bin/tar"), "xzf", Image.archive().toString(), "-C", home.toString(), "--strip-components=1");
        assertEquals(0, run.status(), run.err());
        return home;
    }
}
