package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DiffTest {
    @Test
    void whatDiffersIsShownUnderWhatEnclosesIt() {
        String old = """
                listeners:
                  web:
                    bind: tcp://0.0.0.0:80
                pools:
                  app:
                    policy: round-robin
                    servers:
                      - 10.0.0.1:80
                      - 10.0.0.2:80
                """;
        String now = old.replace("      - 10.0.0.1:80\n", "      - address: 10.0.0.1:80\n        weight: 5\n");
        assertEquals(
                """
                  pools:
                    app:
                      servers:
                -       - 10.0.0.1:80
                +       - address: 10.0.0.1:80
                +         weight: 5
                """.lines().toList(),
                Diff.between(old.lines().toList(), now.lines().toList()));
    }

    @Test
    void linesThatEncloseAreNotSaidTwice() {
        List<String> old = List.of("a:", "  b: 1", "  c: 1", "  d: 1", "e:", "  b: 1");
        List<String> now = List.of("a:", "  b: 2", "  c: 1", "  d: 2", "e:", "  b: 2");
        assertEquals(
                List.of("  a:", "-   b: 1", "+   b: 2", "-   d: 1", "+   d: 2", "  e:", "-   b: 1", "+   b: 2"),
                Diff.between(old, now));
    }

    @Property
    void nothingDiffersFromItself(@ForAll("texts") List<String> text) {
        assertEquals(List.of(), Diff.between(text, text));
    }

    @Property
    void whatIsTakenOutAndPutInMakesOneOfTheOther(
            @ForAll("texts") List<String> old, @ForAll("texts") List<String> now) {
        List<String> diff = Diff.between(old, now);
        List<String> common = without(old, marked('-', diff));
        assertEquals(sorted(common), sorted(without(now, marked('+', diff))));
        assertTrue(isSubsequence(marked('-', diff), old));
        assertTrue(isSubsequence(marked('+', diff), now));
    }

    @Property
    void noShorterWayIsMissed(@ForAll("texts") List<String> old, @ForAll("texts") List<String> now) {
        List<String> diff = Diff.between(old, now);
        int edits = marked('-', diff).size() + marked('+', diff).size();
        assertEquals(old.size() + now.size() - 2 * longestCommon(old, now), edits);
    }

    @Test
    void textsThatHaveLittleInCommonAreStillTold() {
        List<String> old = new ArrayList<>();
        List<String> now = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            old.add("old " + i);
            now.add("now " + i);
        }
        List<String> diff = Diff.between(old, now);
        assertEquals(old, marked('-', diff));
        assertEquals(now, marked('+', diff));
    }

    private static List<String> marked(char mark, List<String> diff) {
        return diff.stream()
                .filter(line -> line.charAt(0) == mark)
                .map(line -> line.substring(2))
                .toList();
    }

    private static List<String> without(List<String> all, List<String> some) {
        List<String> rest = new ArrayList<>(all);
        some.forEach(rest::remove);
        return rest;
    }

    private static List<String> sorted(List<String> lines) {
        List<String> sorted = new ArrayList<>(lines);
        Collections.sort(sorted);
        return sorted;
    }

    private static boolean isSubsequence(List<String> some, List<String> all) {
        int found = 0;
        for (String line : all) {
            if (found < some.size() && some.get(found).equals(line)) {
                found++;
            }
        }
        return found == some.size();
    }

    private static int longestCommon(List<String> a, List<String> b) {
        int[][] best = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                best[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? best[i - 1][j - 1] + 1
                        : Math.max(best[i - 1][j], best[i][j - 1]);
            }
        }
        return best[a.size()][b.size()];
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of("a:", "b:", "  c", "  d", "    e").list().ofMaxSize(12);
    }
}
