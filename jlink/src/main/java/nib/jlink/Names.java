package nib.jlink;

import java.util.Collection;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Names {
    private Names() {}

    /** The known name that takes the fewest edits, if they are few enough to be a slip. */
    static Optional<String> nearest(String wanted, Collection<String> known) {
        String best = null;
        int fewest = wanted.length() / 3 + 2;
        for (String name : known) {
            int edits = edits(wanted, name);
            if (edits < fewest) {
                best = name;
                fewest = edits;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The distance of Levenshtein (1966): inserted, removed and replaced characters. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] here = new int[above.length];
            here[0] = row;
            for (int column = 1; column < here.length; column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                here[column] = Math.min(replaced, Math.min(above[column], here[column - 1]) + 1);
            }
            above = here;
        }
        return above[to.length()];
    }
}
