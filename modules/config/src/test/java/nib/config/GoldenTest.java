package nib.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each file in {@code src/test/resources/golden} is a configuration, a line {@code === plan} or {@code === problems},
 * and what comes of it: the plan as it prints tersely, or every problem. The configuration is called {@code nib.yaml}.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String PLAN = "=== plan\n";
    private static final String PROBLEMS = "=== problems\n";

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> comesOutAsWritten() throws IOException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        String text = Files.readString(file);
        int end = Math.max(text.indexOf(PLAN), text.indexOf(PROBLEMS));
        assertTrue(end >= 0, "no === line");
        assertEquals(text, text.substring(0, end) + outcome(text.substring(0, end)));
    }

    private static String outcome(String configuration) {
        Problems problems = new Problems();
        SampleParts parts = new SampleParts();
        Source source = new Source("nib.yaml", configuration, Path.of("/etc/nib"));
        Optional<SampleHouse> house =
                new Binder(SampleHouse.SCALARS, parts).bind(source, SampleHouse.SETTINGS, problems);
        assertEquals(problems.isEmpty(), house.isPresent());
        return house.map(each -> PLAN
                        + new Printer(SampleHouse.SCALARS, parts::spell).terse().print(SampleHouse.SETTINGS, each))
                .orElseGet(() -> PROBLEMS + problems + "\n");
    }

    @Test
    void thereAreManyBadOnes() throws IOException {
        int bad = 0;
        for (Path file : files()) {
            bad += Files.readString(file).contains(PROBLEMS) ? 1 : 0;
        }
        assertTrue(bad >= 60, "only " + bad);
    }
}
