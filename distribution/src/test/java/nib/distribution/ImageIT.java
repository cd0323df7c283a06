package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies in an image, and how it starts. */
class ImageIT {
    private static final long MOST_BYTES = 100_000_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void holdsWhatItsEditionLists(Image image) throws Exception {
        Set<String> present = Run.of(image.home().resolve("bin/java"), "--list-modules")
                .out()
                .lines()
                .map(line -> line.replaceFirst("@.*", ""))
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>(image.edition());
        missing.removeAll(present);

        assertEquals(Set.of(), missing);
        assertEquals(String.join(" ", image.edition()), properties(image).getProperty("modules"));
    }

    @Test
    void bringsNoPluginThatItsEditionDoesNotList() throws Exception {
        Set<String> ours = Run.of(Image.MINIMAL.home().resolve("bin/java"), "--list-modules")
                .out()
                .lines()
                .map(line -> line.replaceFirst("@.*", ""))
                .filter(name -> name.startsWith("nib."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of("nib.api", "nib.cli", "nib.config", "nib.kernel", "nib.policies", "nib.tcp"), ours);
    }

    @Test
    void isSmall() throws Exception {
        long bytes;
        try (Stream<Path> files = Files.walk(Image.STANDARD.home())) {
            bytes = files.filter(Files::isRegularFile).mapToLong(ImageIT::size).sum();
        }

        assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
    }

    @Test
    void startsFromItsCacheWhereverItIsUnpacked() throws Exception {
        Path home = Files.createDirectory(folder.resolve("un packed"));
        Run unpacked = Run.of(
                Path.of("/bin/tar"), "xzf", Image.archive().toString(), "-C", home.toString(), "--strip-components=1");
        assertEquals(0, unpacked.status(), unpacked.err());

        // With this mode the cache is used or nothing starts.
        Run run = Run.with(Map.of("NIB_JAVA_OPTS", "-XX:AOTMode=on"), home.resolve("bin/nib"), "version");

        assertEquals(0, run.status(), run.err());
        assertEquals("", run.err());
    }

    @Test
    void saysOnStandardErrorWhyItsCacheIsOfNoUse() throws Exception {
        Run run =
                Run.with(Map.of("NIB_JAVA_OPTS", "-XX:-UseCompactObjectHeaders"), Image.STANDARD.command(), "version");

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("nib "), run.out());
        assertTrue(run.err().contains("UseCompactObjectHeaders setting"), run.err());
    }

    @Test
    void leavesTheHeapToItsOptions() throws Exception {
        Path home = folder.resolve("nib");
        assertEquals(
                0,
                Run.of(Path.of("/bin/cp"), "-r", Image.STANDARD.home().toString(), home.toString())
                        .status());
        Path options = home.resolve("lib/nib/jvm.options");
        Files.writeString(options, Files.readString(options) + "-Xmx0x # no such size\n");

        Run run = Run.of(home.resolve("bin/nib"), "version");

        assertEquals(1, run.status());
        assertTrue((run.out() + run.err()).contains("Invalid maximum heap size: -Xmx0x"), run.out() + run.err());
    }

    private static Properties properties(Image image) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(image.home().resolve("lib/nib/image.properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}
