package nib.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    private static final List<String> POLICIES =
            List.of("round-robin", "weighted", "least-connections", "hash", "maglev");

    @ParameterizedTest
    @CsvSource({
        "likeThis, like-this",
        "LikeThis, like-this",
        "LIKE_THIS, like-this",
        "ipv6Prefix, ipv6-prefix",
        "maxTTLSeconds, max-ttl-seconds",
        "plain, plain",
        "X, x"
    })
    void writesNamesInKebabCase(String java, String word) {
        assertEquals(word, Words.kebab(java));
    }

    @ParameterizedTest
    @CsvSource({
        "roundrobin, round-robin",
        "round_robin, round-robin",
        "RoundRobin, round-robin",
        "least-conections, least-connections",
        "wieghted, weighted",
        "hahs, hash",
        "has, hash",
        "magleev, maglev"
    })
    void findsWhatWasProbablyMeant(String slip, String meant) {
        assertEquals(Optional.of(meant), Words.nearest(slip, POLICIES));
    }

    @ParameterizedTest
    @CsvSource({"random", "x", "rr", "lc", "weight-of-the-world", "''"})
    void findsNothingForWhatIsFarAway(String word) {
        assertEquals(Optional.empty(), Words.nearest(word, POLICIES));
    }

    @Test
    void takesTheFirstOfEquallyNearWords() {
        assertEquals(Optional.of("cat"), Words.nearest("bat", List.of("cat", "hat")));
    }

    @Property(tries = 300)
    void oneSlipInFourLettersIsAlwaysFound(
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 4, max = 20) String word,
            @ForAll @IntRange(max = 18) int place) {
        int at = place % (word.length() - 1);
        String swapped = word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
        String lost = word.substring(0, at) + word.substring(at + 1);
        String added = word.substring(0, at) + "z" + word.substring(at);
        for (String slip : List.of(swapped, lost, added, word)) {
            assertEquals(Optional.of(word), Words.nearest(slip, List.of(word)), slip);
        }
    }

    @Property(tries = 300)
    void whatIsFoundIsKnown(@ForAll String word, @ForAll List<String> known) {
        assertTrue(Words.nearest(word, known).map(known::contains).orElse(true));
    }
}
