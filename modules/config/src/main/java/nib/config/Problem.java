package nib.config;

/**
 * Something wrong in a configuration, for the person who wrote it.
 *
 * @param at where
 * @param message what was found and what would be right, one line
 * @param hint what the writer may have meant or could do, one line; empty for none
 */
public record Problem(Mark at, String message, String hint) implements Comparable<Problem> {
    private static final int LONGEST = 400;

    /** Makes one line of whatever came, and not a long one, so that no text can forge a second problem. */
    public Problem {
        message = oneLine(message);
        hint = oneLine(hint);
    }

    private static String oneLine(String whole) {
        String text = whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "...";
        if (text.codePoints().noneMatch(Problem::isUnfit)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isUnfit(c)) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** Ends a line, speaks to a terminal, turns the direction of writing, or is half a character. */
    private static boolean isUnfit(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** By place. */
    @Override
    public int compareTo(Problem other) {
        int order = at.compareTo(other.at);
        return order != 0 ? order : message.compareTo(other.message);
    }

    /** One line: {@code file:line:column: message; hint}. */
    @Override
    public String toString() {
        return at + ": " + message + (hint.isEmpty() ? "" : "; " + hint);
    }
}
