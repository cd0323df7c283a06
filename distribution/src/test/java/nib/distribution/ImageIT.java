package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the image costs, and what is in it. Figures are printed, and held against the bars with the best of a few tries. */
class ImageIT {
    /** Far above the bar of 400 ms, which is held against the figure on a quiet machine: timing gates no build. */
    private static final long MOST_MILLIS = 5000;

    private static final long MOST_RESIDENT_KIB = 80 << 10;
    private static final long MOST_ON_DISK = 100_000_000;

    @TempDir
    Path folder;

    @Test
    void startsQuicklyAndStaysSmall() throws Exception {
        long best = Long.MAX_VALUE;
        long resident = Long.MAX_VALUE;
        try (EchoServer server = EchoServer.start("one")) {
            for (int i = 0; i < 5; i++) {
                int port = Ports.free();
                long begun = System.nanoTime();
                try (Nib nib = Nib.run(folder, configuration(port, server))) {
                    Visits.echo(port, i, 100);
                    best = Math.min(
                            best, Duration.ofNanos(System.nanoTime() - begun).toMillis());
                    resident = Math.min(resident, nib.resident());
                }
            }
        }
        System.out.printf("start to first answer %d ms, resident %d KiB%n", best, resident);
        assertTrue(best <= MOST_MILLIS, best + " ms");
        assertTrue(resident <= MOST_RESIDENT_KIB, resident + " KiB");
    }

    private static String configuration(int port, EchoServer server) {
        return """
                listeners:
                  web: { bind: "tcp://127.0.0.1:%d", pool: app }
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                """.formatted(port, server.address());
    }

    @Test
    void isSmallOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(Image.STANDARD.home())) {
            long size = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            System.out.printf("image on disk %d bytes%n", size);
            assertTrue(size <= MOST_ON_DISK, size + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bringsThePluginsOfItsEditionAndNoOthers(Image image) throws Exception {
        String edition = image.name().toLowerCase(Locale.ROOT) + ".list";
        Set<String> listed = modules(
                Files.readString(Root.path().resolve("distribution/editions").resolve(edition)));
        listed.removeAll(Set.of("nib.cli", "nib.kernel", "nib.pen"));
        Run run = Run.of(image.command(), "plugins");
        assertEquals(0, run.status(), run.err());
        Set<String> found = modules(run.out());
        assertEquals(listed, found);
    }

    @Test
    void theMinimalEditionCallsNothingOfLinux() throws Exception {
        Run run = Run.of(Image.MINIMAL.home().resolve("bin/java"), "--list-modules");
        Set<String> found = modules(run.out());
        assertTrue(found.contains("nib.tcp"), run.out());
        assertFalse(found.contains("nib.linux"), run.out());
    }

    private static Set<String> modules(String text) {
        return Pattern.compile("\\bnib\\.[a-z]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void runsFromAnywhereWithoutAnInstalledJava() throws Exception {
        Path spaced = Files.createDirectories(folder.resolve("a folder"));
        Path link = Files.createSymbolicLink(spaced.resolve("my nib"), Image.STANDARD.command());
        Run run = Run.of(Path.of("/usr/bin/env"), "-i", link.toString(), "version");
        assertEquals(0, run.status(), run.err());
        assertEquals(List.of(), run.err().lines().toList());
    }
}
