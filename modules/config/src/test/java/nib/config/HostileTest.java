package nib.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever is written, nothing is thrown, every problem is one line, and an answer comes soon. */
class HostileTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String[] TOKENS = {
        ":",
        ": ",
        "- ",
        "\n",
        "\n  ",
        "\t",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        " #",
        "&a",
        "*a",
        "!!int ",
        "!",
        "|\n",
        ">\n",
        "'",
        "\"",
        "\\",
        "%",
        "@",
        "`",
        "?",
        "? ",
        "---\n",
        "...\n",
        "<<: ",
        "~",
        "null",
        "\u0000",
        "\ufeff",
        "\u2028",
        "\r",
        "\\u",
        "\\x",
        "\ud800",
        "0",
        "9".repeat(30),
        "servers",
        "policy",
        "weighted",
        "x".repeat(200)
    };

    private static List<String> good() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
            List<Path> paths = files.sorted().toList();
            return paths.stream().map(HostileTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Provide
    Arbitrary<String> mutants() throws IOException {
        return Arbitraries.of(good()).flatMap(text -> Arbitraries.longs().map(seed -> mutate(text, seed)));
    }

    @Provide
    Arbitrary<String> heaps() {
        return Arbitraries.of(TOKENS).list().ofMaxSize(60).map(tokens -> String.join("", tokens));
    }

    private static String mutate(String text, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        StringBuilder mutant = new StringBuilder(text);
        for (int i = random.nextInt(1, 6); i > 0 && !mutant.isEmpty(); i--) {
            int from = random.nextInt(mutant.length());
            int to = Math.min(mutant.length(), from + random.nextInt(40));
            switch (random.nextInt(4)) {
                case 0 -> mutant.delete(from, to);
                case 1 -> mutant.insert(from, mutant.substring(from, to));
                case 2 -> mutant.insert(from, TOKENS[random.nextInt(TOKENS.length)]);
                default -> mutant.setCharAt(from, (char) random.nextInt(65536));
            }
        }
        return mutant.toString();
    }

    @Property(tries = 1500)
    void mutantsComeToProblemsOrAPlan(@ForAll("mutants") String text) {
        check(text);
    }

    @Property(tries = 1500)
    void heapsOfTokensComeToProblemsOrAPlan(@ForAll("heaps") String text) {
        check(text);
    }

    @Property(tries = 500)
    void anyTextComesToProblemsOrAPlan(@ForAll String text) {
        check(text);
    }

    private static Problems check(String text) {
        Problems problems = new Problems();
        Optional<SampleHouse> house = new Binder(SampleHouse.SCALARS, new SampleParts())
                .bind(Source.of("hostile", text), SampleHouse.SETTINGS, problems);
        assertEquals(problems.isEmpty(), house.isPresent());
        for (Problem problem : problems.sorted()) {
            String line = problem.toString();
            assertTrue(line.length() < 1000, line);
            assertTrue(line.matches("hostile:[1-9][0-9]*:[1-9][0-9]*: [^\\p{Cntrl}]+"), line);
        }
        return problems;
    }

    @Test
    void aDeepNestIsRefusedSoon() {
        assertTimeout(SOON, () -> assertFalse(check("[".repeat(Source.LIMIT)).isEmpty()));
        assertTimeout(SOON, () -> assertFalse(check("{a: ".repeat(1_000_000)).isEmpty()));
        assertTimeout(SOON, () -> assertFalse(check("- ".repeat(1_000_000)).isEmpty()));
        assertTimeout(SOON, () -> assertFalse(check("? ".repeat(1_000_000)).isEmpty()));
    }

    @Test
    void manyUnknownKeysAreCountedSoon() {
        String keys =
                IntStream.range(0, 30_000).mapToObj(i -> "polcy" + i + ": 1\n").collect(Collectors.joining());
        assertTimeout(SOON, () -> assertEquals(30_000, check(keys).count()));
    }

    @Test
    void aHugeTextIsReadSoon() {
        assertTimeout(SOON, () -> check("control: " + "x".repeat(15_000_000)));
        assertTimeout(SOON, () -> check("control: \"" + "\\n".repeat(1_000_000) + "\""));
        assertTimeout(SOON, () -> check("#".repeat(4_000_000)));
        assertTimeout(SOON, () -> check("\n".repeat(4_000_000)));
        assertTimeout(SOON, () -> check(" ".repeat(15_000_000) + "x"));
        assertTimeout(SOON, () -> check("limits: { trusted: [" + "10.0.0.0/8, ".repeat(100_000) + "] }"));
    }

    @Test
    void aHugeValueMakesNoHugeMessage() {
        String huge = "x".repeat(100_000);
        assertEquals(
                4,
                check("limits: { source: " + huge + ", trusted: [" + huge + "], share: " + huge + "}\n? " + huge
                                + "\n: 1")
                        .count());
    }

    @Test
    void tenThousandServersAreBoundSoon() {
        String servers = IntStream.range(0, 10_000)
                .mapToObj(i -> "      - { address: 10.0." + i / 250 + "." + i % 250 + ":80, name: s" + i + " }\n")
                .collect(Collectors.joining());
        assertTimeout(
                SOON,
                () -> assertTrue(
                        check("pools:\n  app:\n    servers:\n" + servers).isEmpty()));
    }
}
