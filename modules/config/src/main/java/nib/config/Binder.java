package nib.config;

import java.util.Optional;
import nib.spi.Settings;

/**
 * Makes records of nodes, as {@link Settings} describes. Immutable; may be used by many threads at once if its {@link
 * Parts} may. Never throws for what is written in a configuration, however wrong; a record or plugin that is declared
 * wrongly or throws is a problem too.
 *
 * <p>A component {@code likeThis} is the key {@code like-this}. Lists and maps keep their order and are unmodifiable.
 * Relative paths start at the folder of the source.
 */
public final class Binder {
    /** A binder that knows these scalars and asks for parts there. */
    public Binder(Scalars scalars, Parts parts) {
        throw new UnsupportedOperationException("unfinished");
    }

    /**
     * Reads and binds a text.
     *
     * @return the record; nothing if there is a problem
     */
    public <S extends Record> Optional<S> bind(Source source, Settings<S> settings, Problems problems) {
        throw new UnsupportedOperationException("unfinished");
    }

    /**
     * Binds a whole configuration that was read before.
     *
     * @return the record; nothing if there is a problem
     */
    public <S extends Record> Optional<S> bind(Node root, Settings<S> settings, Problems problems) {
        throw new UnsupportedOperationException("unfinished");
    }
}
