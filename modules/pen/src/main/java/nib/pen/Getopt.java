package nib.pen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Reads options as getopt(3) does, whose ways scripts rely on: {@code -fd}, {@code -n5} and {@code -n 5}, options behind
 * operands, and {@code --} before operands that look like options.
 */
final class Getopt {
    private final String known;

    /** @param known letters, each followed by a colon if it wants a value */
    Getopt(String known) {
        this.known = known;
    }

    /**
     * Reads a command line.
     *
     * @param each is given the letter of each option and its value, or an empty text
     * @return the operands
     */
    List<String> read(List<String> arguments, BiConsumer<Character, String> each) throws Failure {
        Deque<String> left = new ArrayDeque<>(arguments);
        List<String> operands = new ArrayList<>();
        while (!left.isEmpty()) {
            String one = left.remove();
            if (one.equals("--")) {
                operands.addAll(left);
                return operands;
            } else if (one.startsWith("-") && one.length() > 1) {
                letters(one, left, each);
            } else {
                operands.add(one);
            }
        }
        return operands;
    }

    private void letters(String cluster, Deque<String> left, BiConsumer<Character, String> each) throws Failure {
        for (int i = 1; i < cluster.length(); i++) {
            char letter = cluster.charAt(i);
            int at = letter == ':' ? -1 : known.indexOf(letter);
            if (at < 0) {
                throw new Failure("invalid option -- '" + Text.visible(String.valueOf(letter)) + "'");
            }
            if (at + 1 == known.length() || known.charAt(at + 1) != ':') {
                each.accept(letter, "");
                continue;
            }
            String rest = cluster.substring(i + 1);
            if (rest.isEmpty() && left.isEmpty()) {
                throw new Failure("option requires an argument -- '" + letter + "'");
            }
            each.accept(letter, rest.isEmpty() ? left.remove() : rest);
            return;
        }
    }
}
