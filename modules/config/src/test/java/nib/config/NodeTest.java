package nib.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTest {
    private static final String TEXT = """
            pools:
              app:
                servers:
                  - 10.0.0.1:80
                  - { address: 10.0.0.2:80, weight: 2 }
              "a.b": { policy: { weighted: { then: hash } } }
            """;

    private static Node read(String text) {
        Problems problems = new Problems();
        return Node.read(Source.of("x", text), problems).orElseThrow(() -> new AssertionError(problems));
    }

    @ParameterizedTest
    @CsvSource({
        "'', x:1:1",
        "pools, x:2:3",
        "pools app servers, x:4:7",
        "pools app policy, x:3:5",
        "pools a.b policy weighted then, x:6:40",
        "pools a.b policy hash then, x:6:20",
        "pools app servers nothing, x:4:7",
        "listeners web, x:1:1"
    })
    void findsAPlaceOrTheLastStepThatIsThere(String keys, String mark) {
        Place place = keys.isEmpty() ? Place.ROOT : Place.of(keys.split(" "));
        assertEquals(mark, read(TEXT).find(place).toString());
    }

    @Test
    void findsEntriesOfLists() {
        Place servers = Place.of("pools", "app", "servers");
        assertEquals("x:4:9", read(TEXT).find(servers.index(0)).toString());
        assertEquals("x:4:9", read(TEXT).find(servers.index(0).key("address")).toString());
        assertEquals("x:5:41", read(TEXT).find(servers.index(1).key("weight")).toString());
        assertEquals("x:4:7", read(TEXT).find(servers.index(2)).toString());
    }

    @Test
    void placesReadAsPaths() {
        assertEquals(
                "listeners.web.guards[0]",
                Place.of("listeners", "web", "guards").index(0).toString());
        assertEquals("pools.\"a.b\".policy", Place.of("pools", "a.b", "policy").toString());
        assertEquals("", Place.ROOT.toString());
    }

    @Property(tries = 300)
    void placesAreEqualOnlyIfTheirKeysAre(@ForAll List<String> one, @ForAll List<String> two) {
        Place a = Place.of(one.toArray(String[]::new));
        Place b = Place.of(two.toArray(String[]::new));
        assertEquals(one.equals(two), a.toString().equals(b.toString()));
        assertEquals(one, a.steps().stream().map(Place::unquoted).toList());
    }

    @Test
    void anEntryOfAListIsNotAKeyThatLooksLikeOne() {
        assertNotEquals(Place.of("a").index(0), Place.of("a", "[0]"));
    }

    @Test
    void tellsPlainTextFromQuotedText() {
        Node.Mapping root = (Node.Mapping) read("a: null\nb: 'null'\nc: |\n  null\n");
        assertEquals(
                List.of(true, false, false),
                root.entries().values().stream()
                        .map(entry -> ((Node.Scalar) entry.value()).isNothing())
                        .toList());
    }

    @Test
    void anAliasIsTheNodeItRepeats() {
        Node.Mapping root = (Node.Mapping) read("a: &x [1]\nb: *x\n");
        List<Node> values =
                root.entries().values().stream().map(Node.Entry::value).toList();
        assertEquals(values.get(0), values.get(1));
    }

    @Test
    void problemsAreSortedAndCountedBeyondWhatIsKept() {
        Problems problems = new Problems();
        Source source = Source.of("x", "");
        for (int line = Problems.LIMIT + 5; line > 0; line--) {
            problems.add(new Mark(source, line, 1), "wrong", "right?");
        }
        assertEquals(Problems.LIMIT + 5, problems.count());
        assertEquals(6, problems.sorted().get(0).at().line());
        assertEquals(
                "x:6:1: wrong; right?", problems.toString().lines().findFirst().orElseThrow());
        assertEquals("and 5 more", problems.toString().lines().toList().get(Problems.LIMIT));
    }
}
