package nib.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import nib.api.Printable;

/** The spelling of words in configurations. */
public final class Words {
    private static final int LONGEST = 64;

    private Words() {}

    /** {@code likeThis}, {@code LikeThis} and {@code LIKE_THIS} as {@code like-this}. */
    public static String kebab(String name) {
        if (name.chars().noneMatch(c -> c == '_' || Character.isUpperCase(c))) {
            return name;
        }
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }

    /**
     * The word that was probably meant: the nearest by the optimal string alignment distance (Damerau 1964: a letter
     * added, lost or replaced, or two neighbours swapped), the first of equals. Case, and how parts of a word are
     * joined, do not count; more than one slip in three letters finds nothing.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = kebab(word);
        String best = null;
        int least = (wanted.length() + 1) / 3 + 1;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - wanted.length()) <= least) {
                int distance = distance(wanted, kebab(candidate));
                if (distance < least) {
                    least = distance;
                    best = candidate;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }

    /** What to say beside an unknown word: the nearest, or else those that are known. */
    static String suggest(String word, Collection<String> known) {
        return nearest(word, known).map(Words::meant).orElseGet(() -> choice(known));
    }

    /** What could be written instead. */
    static String choice(Collection<String> known) {
        return known.isEmpty() ? "" : "known here: " + String.join(", ", known);
    }

    /** The question whether a word was meant. */
    static String meant(String near) {
        return "did you mean " + shown(near) + "?";
    }

    /** A text from the configuration as a message shows it. */
    static String shown(String text) {
        return '"' + Printable.of(text, 60) + '"';
    }

    /** With the indefinite article, where there is one. */
    static String a(String noun) {
        return noun.equals("text") ? noun : ("aeioAEIO".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}
