package nib.api;

/**
 * The one encoder for text that comes from outside: what it returns is one line without control characters, so that
 * nobody can forge a log line or speak to a terminal.
 */
public final class Printable {
    private Printable() {}

    /**
     * Text fit for a log line.
     *
     * @param text what somebody sent
     * @param most characters to keep, at least 1; a longer text ends in an ellipsis
     * @return printable ASCII stays, everything else becomes {@code \}{@code uXXXX}; the backslash is doubled
     */
    public static String of(CharSequence text, int most) {
        int length = Math.min(text.length(), most);
        if (text.length() <= most && isPlain(text)) {
            return text.toString();
        }
        StringBuilder safe = new StringBuilder(length + 16);
        for (int i = 0; i < length; i++) {
            append(safe, text.charAt(i));
        }
        return text.length() > most ? safe.append("...").toString() : safe.toString();
    }

    private static boolean isPlain(CharSequence text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f && c != '\\');
    }

    private static void append(StringBuilder safe, char c) {
        if (c == '\\') {
            safe.append("\\\\");
        } else if (c >= 0x20 && c < 0x7f) {
            safe.append(c);
        } else {
            safe.append(String.format("\\u%04x", (int) c));
        }
    }
}
