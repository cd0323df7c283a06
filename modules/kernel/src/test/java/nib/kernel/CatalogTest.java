package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nib.api.Verdict;
import nib.spi.Guard;
import nib.spi.Policy;
import nib.spi.Settings;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static Plugs.Guards<Settings.None> guard(String word) {
        return new Plugs.Guards<>(word, Settings.none(), none -> client -> new Verdict.Allow(""));
    }

    private static Plugs.Policies<Settings.None> policy(String word) {
        return new Plugs.Policies<>(word, Settings.none(), none -> new Plugs.InOrder());
    }

    @Test
    void knowsEveryPluginByKindAndWord() {
        Catalog catalog = new Catalog(List.of(policy("round-robin"), guard("door"), policy("hash")));
        assertEquals(List.of("hash", "round-robin"), catalog.words(Policy.class));
        assertEquals(List.of("door"), catalog.words(Guard.class));
        assertTrue(catalog.find(Policy.class, "hash").isPresent());
        assertTrue(catalog.find(Guard.class, "hash").isEmpty(), "a word belongs to a kind");
        assertEquals(
                List.of("guard door", "policy hash", "policy round-robin"),
                catalog.entries().stream()
                        .map(one -> one.kind() + " " + one.word())
                        .toList());
        assertEquals(List.of(), catalog.refused());
    }

    @Test
    void oneWordMayStandForTwoKinds() {
        Catalog catalog = new Catalog(List.of(guard("hash"), policy("hash")));
        assertTrue(catalog.find(Guard.class, "hash").isPresent());
        assertTrue(catalog.find(Policy.class, "hash").isPresent());
    }

    @Test
    void refusesAWordThatTwoBringAndUsesNeither() {
        Catalog catalog = new Catalog(List.of(guard("door"), guard("door"), guard("gate")));
        assertEquals(List.of("gate"), catalog.words(Guard.class));
        String name = Plugs.Guards.class.getModule().isNamed() ? "nib.kernel" : Plugs.Guards.class.getName();
        String refused = catalog.refused().getFirst();
        assertTrue(refused.startsWith("guard door: more than one module brings it: " + name), refused);
    }

    @Test
    void saysWhatIsAnotherThanBefore() {
        Catalog.Offer stays = new Catalog.Offer(guard("door"), Catalog.IMAGE);
        Catalog before = new Catalog(
                List.of(stays, new Catalog.Offer(guard("gate"), "/a.jar"), new Catalog.Offer(guard("hatch"), "/b.jar")),
                List.of("/c.jar: no"));
        Catalog after = new Catalog(
                List.of(stays, new Catalog.Offer(guard("gate"), "/a.jar"), new Catalog.Offer(guard("lock"), "/d.jar")),
                List.of());
        assertEquals(List.of("/c.jar: no"), before.refused());
        assertEquals(List.of(), after.changes(after));
        List<String> changes = after.changes(before).stream()
                .map(line -> line.replaceAll("(of|from) \\S+ \\(", "$1 ("))
                .toList();
        assertEquals(
                List.of(
                        "guard gate is replaced by that of (/a.jar)",
                        "guard lock is new, from (/d.jar)",
                        "guard hatch is gone, of (/b.jar)"),
                changes);
    }

    @Test
    void leavesOutWhatDoesNotEvenSayItsWord() {
        Catalog catalog = new Catalog(List.of(guard("gate"), new Speechless()));
        assertEquals(List.of("gate"), catalog.words(Guard.class));
        assertTrue(catalog.refused().getFirst().endsWith("(image): it does not say its word: no word"));
    }

    private static final class Speechless implements Guard.Provider<Settings.None> {
        @Override
        public String word() {
            throw new IllegalStateException("no word");
        }

        @Override
        public Settings<Settings.None> settings() {
            return Settings.none();
        }

        @Override
        public Guard create(Settings.None settings) {
            return client -> new Verdict.Allow("");
        }
    }

    @Test
    void refusesWhatIsNoWord() {
        Catalog catalog = new Catalog(List.of(guard("Door"), guard("a b"), guard("7"), guard("")));
        assertEquals(List.of(), catalog.words(Guard.class));
        assertEquals(4, catalog.refused().size());
        assertTrue(catalog.refused().getLast().endsWith("a word is lower case letters, digits and hyphens"));
    }
}
