package nib.kernel;

import nib.api.Printable;

/**
 * Permissions of a file, as in chmod(1). Not a whole number: those are decimal in YAML.
 *
 * @param bits the lower nine
 */
public record FileMode(int bits) {
    /**
     * Reads {@code 660} or {@code 0660}.
     *
     * @throws IllegalArgumentException with a sentence that says what would be right
     */
    public static FileMode parse(String text) {
        if (!text.matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException(
                    "expected three octal digits such as 660, found " + Printable.of(text, 20));
        }
        return new FileMode(Integer.parseInt(text, 8));
    }

    @Override
    public String toString() {
        return String.format("%03o", bits);
    }
}
