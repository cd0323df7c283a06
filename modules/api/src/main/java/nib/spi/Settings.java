package nib.spi;

import java.lang.invoke.MethodHandles;

/**
 * A plugin's record of settings, and the lookup that lets the house construct it although the plugin exports nothing.
 * Components are named {@code likeThis} in Java and {@code like-this} in the configuration. They may be: {@code int},
 * {@code long}, {@code double}, {@code boolean}, {@link String}, an enum, {@link java.time.Duration}, {@link
 * java.nio.file.Path}, {@link nib.api.Ip}, {@link nib.api.Prefix}, {@link nib.api.Block}, {@link nib.api.Address}, a record, a {@link
 * java.util.List}, a {@link java.util.Map} with text as keys, or a part of another kind such as {@link Policy}. An
 * {@link java.util.Optional} may be left out; so may a component with a {@link Default}; every other must be there.
 *
 * @param type the record; its annotations are {@link About}, {@link Default}, {@link Range} and {@link Shorthand}
 * @param lookup of the class that declares the record: {@code MethodHandles.lookup()}
 */
public record Settings<S extends Record>(Class<S> type, MethodHandles.Lookup lookup) {
    /** For a plugin that has nothing to set. */
    public record None() {}

    /** The settings of a plugin that has nothing to set. */
    public static Settings<None> none() {
        return new Settings<>(None.class, MethodHandles.lookup());
    }
}
