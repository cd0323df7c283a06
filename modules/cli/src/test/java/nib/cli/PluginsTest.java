package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import nib.kernel.Catalog;
import nib.spi.Policy;
import nib.spi.Settings;
import org.junit.jupiter.api.Test;

class PluginsTest {
    @Test
    void everyWordIsListedWithItsKindAndModule() {
        Cli.Outcome outcome = Cli.nib("plugins");
        assertEquals(Exit.OK, outcome.exit());
        List<String> lines = outcome.out().lines().toList();
        assertTrue(lines.getFirst().matches("KIND +WORD +MODULE +JAVA +FROM"), lines.getFirst());
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("policy +round-robin +nib\\.policies(@\\S*)? +21 +image")),
                outcome.out());
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("transport +tcp +nib\\.tcp(@\\S*)? +21 +image")),
                outcome.out());
        assertEquals(Catalog.installed().entries().size(), lines.size() - 1);
    }

    @Test
    void theSettingsOfAWordAreExplained() {
        Cli.Outcome outcome = Cli.nib("plugins", "--settings", "connect");
        assertEquals(Exit.OK, outcome.exit());
        Golden.check("plugins-connect.txt", outcome.out().replaceAll("@[^)]*", ""));
    }

    @Test
    void settingsWithinSettingsHaveAPath() {
        String text = Cli.nib("plugins", "--settings", "acl").out();
        assertTrue(text.contains("  rules[].allow"), text);
    }

    @Test
    void whatWasLeftOutIsToldWithTheReason() {
        Cli cli = new Cli(InputStream.nullInputStream(), Map.of());
        Shell shell = new Shell(
                cli.shell().in(),
                cli.shell().out(),
                cli.shell().err(),
                Map.of(),
                () -> new Catalog(List.of(new Twice(), new Twice())));
        assertEquals(Exit.OK, new Nib(shell).run("plugins"));
        assertEquals("KIND  WORD  MODULE  JAVA  FROM\n", cli.soFar());
        assertTrue(
                cli.errors().startsWith("nib: plugin left out: policy twice: more than one module brings it"),
                cli.errors());
    }

    private static final class Twice implements Policy.Provider<Settings.None> {
        @Override
        public String word() {
            return "twice";
        }

        @Override
        public Settings<Settings.None> settings() {
            return Settings.none();
        }

        @Override
        public Policy create(Settings.None settings) {
            throw new UnsupportedOperationException();
        }
    }
}
