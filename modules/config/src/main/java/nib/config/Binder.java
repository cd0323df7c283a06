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
    private final Scalars scalars;
    private final Parts parts;

    /** A binder that knows these scalars and asks for parts there. */
    public Binder(Scalars scalars, Parts parts) {
        this.scalars = scalars;
        this.parts = parts;
    }

    /**
     * Reads and binds a text.
     *
     * @return the record; nothing if there is a problem
     */
    public <S extends Record> Optional<S> bind(Source source, Settings<S> settings, Problems problems) {
        int before = problems.count();
        Optional<S> bound = Node.read(source, problems).flatMap(root -> bind(root, settings, problems));
        return problems.count() == before ? bound : Optional.empty();
    }

    /**
     * Binds a whole configuration that was read before.
     *
     * @return the record; nothing if there is a problem with what is bound here
     */
    public <S extends Record> Optional<S> bind(Node root, Settings<S> settings, Problems problems) {
        return Optional.ofNullable(new Binding(scalars, parts, problems).record(root, settings, Place.ROOT));
    }
}
