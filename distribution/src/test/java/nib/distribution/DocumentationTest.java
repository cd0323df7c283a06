package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nib.config.Description;
import nib.config.Scalars;
import nib.config.Setting;
import nib.kernel.Catalog;
import nib.kernel.Grammar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads the documentation and holds it against what is built. */
final class DocumentationTest {
    private static final Path ROOT = Root.path();
    private static final Path PLUGINS = ROOT.resolve("docs/plugins");

    /** Where the settings of each record of the file are explained. */
    private static final Map<String, String> HEADINGS = Map.ofEntries(
            Map.entry("HouseSettings", "The file as a whole"),
            Map.entry("Bandwidth", "Bandwidth"),
            Map.entry("Datagrams", "Datagrams"),
            Map.entry("ListenerSettings", "Listeners"),
            Map.entry("PerClient", "Per client"),
            Map.entry("PluginSettings", "Plugins"),
            Map.entry("PoolSettings", "Pools"),
            Map.entry("QueueSettings", "Queue"),
            Map.entry("SocketFile", "The file of a Unix socket"),
            Map.entry("Speed", "Speed"),
            Map.entry("Sticky", "Sticky"),
            Map.entry("ServerSettings", "Servers"));

    private static List<Page> pages = List.of();
    private static Catalog catalog = new Catalog(List.of());

    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void readEverything() throws IOException, ReflectiveOperationException {
        pages = Page.all(ROOT);
        catalog = Installed.catalog();
        assertFalse(pages.isEmpty());
        assertFalse(catalog.entries().isEmpty());
    }

    private static Page page(Path file) {
        return pages.stream()
                .filter(page -> page.file().equals(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + ROOT.relativize(file)));
    }

    private void wrong(Page page, String what) {
        wrong.add(ROOT.relativize(page.file()) + ": " + what);
    }

    private void assertNothingWrong() {
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void everyLinkWithinTheRepositoryLeadsSomewhere() {
        for (Page page : pages) {
            page.links().stream()
                    .filter(link -> !link.matches("[a-z]+:.*"))
                    .filter(link -> !leadsSomewhere(page, URI.create(link)))
                    .forEach(link -> wrong(page, "dead link " + link));
        }
        assertNothingWrong();
    }

    private static boolean leadsSomewhere(Page from, URI link) {
        Path target = link.getPath().isEmpty()
                ? from.file()
                : from.file().resolveSibling(link.getPath()).normalize();
        if (!target.startsWith(ROOT) || !Files.exists(target)) {
            return false;
        }
        return link.getFragment() == null || page(target).anchors().contains(link.getFragment());
    }

    @Test
    void everyInstalledWordHasAPageAndNoOtherWordHas() throws IOException {
        Set<String> words = new TreeSet<>(Set.of("README"));
        catalog.entries().forEach(plugin -> words.add(plugin.word()));
        Set<String> files = new TreeSet<>();
        try (var all = Files.list(PLUGINS)) {
            all.forEach(file -> files.add(file.getFileName().toString().replaceAll("\\.md$", "")));
        }
        assertEquals(words, files);
    }

    @Test
    void theIndexOfPluginsLinksEveryPage() {
        Page index = page(PLUGINS.resolve("README.md"));
        catalog.entries().stream()
                .map(plugin -> plugin.word() + ".md")
                .filter(file -> !index.links().contains(file))
                .forEach(file -> wrong(index, "does not link " + file));
        assertNothingWrong();
    }

    @Test
    void thePageOfAWordNamesAllItsSettings() {
        for (Catalog.Entry plugin : catalog.entries()) {
            Page page = page(PLUGINS.resolve(plugin.word() + ".md"));
            Set<String> named = page.codes();
            Keys.all(plugin.provider().settings(), Scalars.usual()).stream()
                    .filter(key -> !named.contains(key))
                    .forEach(key -> wrong(page, "does not name the setting `" + key + "`"));
        }
        assertNothingWrong();
    }

    @Test
    void theConfigurationPageExplainsEverySettingOfTheFileWithItsDefault() {
        Page page = page(ROOT.resolve("docs/configuration.md"));
        Map<String, Description<?>> groups = Keys.groups(Grammar.HOUSE, Grammar.SCALARS);
        assertEquals(HEADINGS.keySet(), groups.keySet());
        groups.forEach((name, group) -> {
            List<List<String>> rows = page.rows(HEADINGS.getOrDefault(name, ""));
            List<String> explained = rows.stream().skip(1).map(List::getFirst).toList();
            assertEquals(
                    group.settings().stream().map(Setting::key).sorted().toList(),
                    explained.stream().sorted().toList(),
                    name);
            for (Setting setting : group.settings()) {
                rows.stream()
                        .filter(row -> row.getFirst().equals(setting.key()))
                        .filter(row -> !isDefault(row.get(1), setting))
                        .forEach(row -> wrong(page, name + ": default of " + setting + " is said to be " + row.get(1)));
            }
        });
        assertNothingWrong();
    }

    /** An empty list or record, and what is optional, is put into words. */
    private static boolean isDefault(String said, Setting setting) {
        if (setting.fallback().isEmpty()) {
            return said.equals("required") != setting.optional();
        }
        String fallback = setting.fallback().get();
        return said.equals(fallback) || (fallback.matches("\\[]|\\{}") && !said.equals("required"));
    }

    @Test
    void everyPieceOfYamlCanBeUsed() {
        Examples examples = new Examples(catalog);
        for (Page page : pages) {
            examples.mistakes(page.fences()).forEach(mistake -> wrong(page, mistake));
        }
        assertTrue(examples.whole() >= 10, "only " + examples.whole() + " whole configurations were found");
        assertNothingWrong();
    }

    @Test
    void everyCommandThatIsShownIsOnTheList() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Page page : pages) {
            page.fences().stream()
                    .filter(fence -> fence.info().equals("console"))
                    .flatMap(fence -> fence.text().lines())
                    .filter(line -> line.startsWith("$ "))
                    .forEach(line -> shown.add(line.substring(2)));
        }
        Set<String> listed = new TreeSet<>(Commands.all().keySet());
        Set<String> stale = new TreeSet<>(listed);
        stale.removeAll(shown);
        shown.removeAll(listed);
        assertEquals(Set.of(), shown, "shown, but not on the list");
        assertEquals(Set.of(), stale, "on the list, but not shown");
    }
}
