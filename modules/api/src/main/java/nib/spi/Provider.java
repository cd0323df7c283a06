package nib.spi;

/**
 * Brings one word of the configuration to life. Found through {@link java.util.ServiceLoader}; a public class with a
 * public constructor without arguments, in a package that nobody needs to see.
 *
 * <p>Each kind adds {@code create(settings)}, which is pure (see the package) and throws {@link
 * IllegalArgumentException}, or {@link Complaint} to point at one setting, with a sentence that says what would be
 * right. It is called on any thread, also for configurations that are only checked.
 *
 * @param <S> the record that the plugin declares for its settings
 */
public sealed interface Provider<S extends Record>
        permits Filter.Provider,
                Guard.Provider,
                Observer.Provider,
                Policy.Provider,
                Probe.Provider,
                Transport.Provider {
    /** The name in the configuration: lower case letters, digits and hyphens; unique among its kind. */
    String word();

    /** The record of settings, with the right to construct it. */
    Settings<S> settings();
}
