package nib.config;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import nib.spi.Settings;

/**
 * A place in a configuration where a part is named. Valid while {@link Parts#resolve} runs.
 *
 * @param <T> the kind of part
 */
public final class Mention<T> {
    private final Class<T> kind;

    Mention(Class<T> kind) {
        this.kind = kind;
    }

    /** The kind that is wanted here: an interface such as {@link nib.spi.Policy}. */
    public Class<T> kind() {
        return kind;
    }

    /** The word as written. */
    public String word() {
        throw new UnsupportedOperationException("unfinished");
    }

    /** Where the word stands; where the word is a default, where the mapping begins that left it out. */
    public Mark at() {
        throw new UnsupportedOperationException("unfinished");
    }

    /** The path to the component, without the word. */
    public Place place() {
        throw new UnsupportedOperationException("unfinished");
    }

    /** The settings as written, if there are any. */
    public Optional<Node> written() {
        throw new UnsupportedOperationException("unfinished");
    }

    /**
     * Binds the settings, and parts within them, with the binder that is at work.
     *
     * @return nothing after telling the problems
     */
    public <S extends Record> Optional<S> settings(Settings<S> settings) {
        throw new UnsupportedOperationException("unfinished");
    }

    /**
     * Creates the part; what {@code create} throws becomes a problem at the setting it complains of, else at the word.
     *
     * @return nothing after telling the problem
     */
    public <S extends Record> Optional<T> create(S settings, Function<? super S, ? extends T> create) {
        throw new UnsupportedOperationException("unfinished");
    }

    /** Tells that the word is not known, with the nearest of those that are. */
    public void unknown(Collection<String> known) {
        throw new UnsupportedOperationException("unfinished");
    }

    /** Tells a problem at the word. */
    public void problem(String message, String hint) {
        throw new UnsupportedOperationException("unfinished");
    }
}
