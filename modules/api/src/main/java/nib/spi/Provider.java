package nib.spi;

/**
 * Brings one word of the configuration to life. Found through {@link java.util.ServiceLoader}; a public class with a
 * public constructor without arguments, in a package that nobody needs to see.
 *
 * <p>A plugin implements the {@code Provider} of its kind, such as {@link Policy.Provider}.
 *
 * @param <S> the record that the plugin declares for its settings
 * @param <P> the kind of part that it makes
 */
public sealed interface Provider<S extends Record, P>
        permits Filter.Provider,
                Forwarder.Provider,
                Guard.Provider,
                Observer.Provider,
                Opening.Provider,
                Policy.Provider,
                Preamble.Provider,
                Probe.Provider,
                Transport.Provider {
    /** The name in the configuration: lower case letters, digits and hyphens; unique among its kind. */
    String word();

    /** The record of settings, with the right to construct it. */
    Settings<S> settings();

    /**
     * Makes a part; pure (see the package). Called on any thread, also for configurations that are only checked.
     *
     * @throws IllegalArgumentException with a sentence that says what would be right; a {@link Complaint} to point at
     *     one setting
     */
    P create(S settings);
}
