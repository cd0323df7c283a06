package nib.spi;

import java.io.IOException;
import java.util.Set;
import nib.api.Client;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the stream of a session: may read, write, wrap the wire, learn facts, choose the pool. Named on a listener
 * it stands at the client's wire; named on a pool, at the wire to the server, where failing before {@link Next} is a
 * failed attempt.
 */
public interface Filter {
    /**
     * Serves one connection on its own virtual thread; may block. Calls {@code next} once with the connection that the
     * rest shall see, and returns when that returns; or does not call it, and the connection is over. The house closes
     * the wire that it gave; a wrapping wire passes {@code finish}, {@code reset} and {@code close} on.
     *
     * @throws IOException if the connection cannot go on
     */
    void handle(Connection connection, Next next) throws IOException;

    /**
     * Where it would send a client of whom something is known already, such as the name that it asks for: for whoever
     * explains.
     *
     * @return a pool, or null for no wish
     */
    default @Nullable String foresee(Client client) {
        return null;
    }

    /** The pools that it may choose, so that a plan with a name that is not there is refused. */
    default Set<String> pools() {
        return Set.of();
    }

    /** The rest of the way. */
    interface Next {
        /** Goes on; returns when the connection has ended. */
        void handle(Connection connection) throws IOException;
    }

    /** Brings a filter's word to life. */
    non-sealed interface Provider<S extends Record> extends nib.spi.Provider<S, Filter> {}
}
