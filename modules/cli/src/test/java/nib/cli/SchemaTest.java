package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nib.kernel.Catalog;
import nib.spi.Policy;
import nib.spi.Settings;
import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void everyWordThatIsInstalledIsInItsPlace() throws IOException {
        Cli.Outcome outcome = Cli.nib("schema");
        assertEquals(new Cli.Outcome(Exit.OK, outcome.out(), ""), outcome);
        Json schema = Json.read(outcome.out().getBytes(StandardCharsets.UTF_8));
        assertEquals("https://json-schema.org/draft/2020-12/schema", schema.text("$schema"));
        for (String kind : List.of("policy", "guard", "probe")) {
            Map<?, ?> words =
                    (Map<?, ?>) at(at(Objects.requireNonNull(schema.value()), "$defs", kind, "anyOf"), "properties");
            assertEquals(
                    Catalog.installed().entries().stream()
                            .filter(entry -> entry.kind().equals(kind))
                            .map(Catalog.Entry::word)
                            .toList(),
                    List.copyOf(words.keySet()));
        }
    }

    /** Follows names through mappings; of a list, the last. */
    private static Object at(Object from, String... names) {
        Object value = from;
        for (String name : names) {
            Object mapping = value instanceof List<?> list ? list.getLast() : value;
            value = Objects.requireNonNull(((Map<?, ?>) mapping).get(name), name);
        }
        return value;
    }

    @Test
    void aPluginThatFailsIsNamedAndTheOthersAreThere() {
        Cli cli = new Cli(InputStream.nullInputStream(), Map.of());
        Shell shell = new Shell(
                cli.shell().in(),
                cli.shell().out(),
                cli.shell().err(),
                Map.of(),
                () -> new Catalog(List.of(new Mute())));
        assertEquals(Exit.OK, new Nib(shell).run("schema"));
        assertTrue(cli.soFar().contains("\"policy\""), cli.soFar());
        assertEquals(
                "nib: policy mute does not say its settings: java.lang.IllegalStateException: no words\n",
                cli.errors());
    }

    private static final class Mute implements Policy.Provider<Settings.None> {
        @Override
        public String word() {
            return "mute";
        }

        @Override
        public Settings<Settings.None> settings() {
            throw new IllegalStateException("no words");
        }

        @Override
        public Policy create(Settings.None settings) {
            throw new UnsupportedOperationException();
        }
    }
}
