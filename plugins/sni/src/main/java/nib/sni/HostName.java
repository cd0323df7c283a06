package nib.sni;

import java.util.Locale;
import java.util.Optional;

/** Names of hosts in the one form in which they are compared. */
final class HostName {
    private static final int LONGEST = 253;

    private HostName() {}

    /** Lower case, one trailing dot less; empty if it is no name: letters, digits, hyphens, underscores, dots. */
    static Optional<String> of(CharSequence text) {
        int length = text.length();
        if (length > 1 && text.charAt(length - 1) == '.') {
            length--;
        }
        if (length == 0 || length > LONGEST) {
            return Optional.empty();
        }
        boolean dot = true;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && (c != '.' || dot)) {
                return Optional.empty();
            }
            dot = c == '.';
        }
        return dot
                ? Optional.empty()
                : Optional.of(text.subSequence(0, length).toString().toLowerCase(Locale.ROOT));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
