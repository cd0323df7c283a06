package nib.config;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds a schema against the texts that {@link GoldenTest} holds against the binder. */
class SchemaTest {
    /** What is wrong in ways that a schema cannot say. */
    private static final Set<String> LET_BY = Set.of(
            "duration-too-long",
            "escape-of-half-a-character",
            "key-is-a-number",
            "key-is-nothing",
            "key-is-true",
            "part-that-breaks",
            "part-that-complains",
            "part-whose-default-goes-round-in-circles",
            "path-with-a-nul",
            "record-that-complains",
            "scalar-of-the-house",
            "whole-number-with-a-fraction");

    private static final Map<String, Object> SCHEMA =
            Schema.of(SampleHouse.SETTINGS, SampleHouse.SCALARS, new SampleParts()::words);
    private static final SchemaCheck CHECK = new SchemaCheck(SCHEMA);

    /** The golden configurations, without what comes of them. */
    private static Map<String, String> texts(String outcome) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                int end = text.indexOf("=== " + outcome + "\n");
                if (end >= 0) {
                    texts.put(file.getFileName().toString().replace(".yaml", ""), text.substring(0, end));
                }
            }
        }
        return texts;
    }

    @Test
    void itAcceptsEveryGoodText() throws IOException {
        Map<String, List<String>> refused = new TreeMap<>();
        texts("plan").forEach((name, text) -> {
            List<String> mistakes = CHECK.mistakes(text);
            if (!mistakes.isEmpty()) {
                refused.put(name, mistakes);
            }
        });
        assertEquals(Map.of(), refused);
    }

    @Test
    void itRefusesEveryBadTextButThoseBeyondASchema() throws IOException {
        Set<String> accepted = new TreeSet<>();
        texts("problems").forEach((name, text) -> {
            if (accepts(text)) {
                accepted.add(name);
            }
        });
        assertEquals(new TreeSet<>(LET_BY), accepted);
    }

    private static boolean accepts(String text) {
        try {
            return CHECK.mistakes(text).isEmpty();
        } catch (RuntimeException | StackOverflowError e) {
            return false; // no editor can read it
        }
    }

    @Test
    void aMisspeltWordIsRefusedAtEveryDepth() {
        String text = "pools: { app: { servers: [a:1], policy: { weighted: { then: { nest: %s } } } } }";
        assertEquals(List.of(), CHECK.mistakes(text.formatted("round-robin")));
        assertTrue(CHECK.mistakes(text.formatted("round-robbin")).size() > 0);
    }

    @Test
    void whatASettingIsForAndItsDefaultAreTold() {
        Map<?, ?> listener = (Map<?, ?>) at(SCHEMA, "properties", "listeners", "additionalProperties", "properties");
        assertEquals("where to listen", at(listener, "bind", "description"));
        assertEquals(true, at(listener, "nodelay", "default"));
        assertEquals(List.of(), at(listener, "guards", "default"));
        assertEquals(
                "0 to 1d.",
                at(SCHEMA, "properties", "pools", "additionalProperties", "properties", "blacklist", "description"));
    }

    private static Object at(Object value, String... path) {
        for (String step : path) {
            value = requireNonNull(((Map<?, ?>) value).get(step));
        }
        return value;
    }
}
