package nib.config;

import java.util.function.Function;

/**
 * The types that are written as one word, number or text. Immutable; a binder, a printer and a description of the same
 * configuration are given the same one.
 */
public final class Scalars {
    private Scalars() {}

    /**
     * Those that every {@link nib.spi.Settings} may use: int, long, double, boolean, String, Duration ({@code 500ms};
     * ns, us, ms, s, m, h, d), Path, Ip, Prefix and Address.
     */
    public static Scalars usual() {
        throw new UnsupportedOperationException("unfinished");
    }

    /**
     * These and one more.
     *
     * @param type an immutable type with an {@code equals}; its {@code toString} is what {@code read} reads
     * @param example a text that can be read, for messages and documentation
     * @param read throws {@link IllegalArgumentException} with a sentence that says what was found and what would be
     *     right
     */
    public <T> Scalars with(Class<T> type, String example, Function<String, T> read) {
        throw new UnsupportedOperationException("unfinished");
    }
}
