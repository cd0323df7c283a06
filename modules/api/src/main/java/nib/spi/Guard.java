package nib.spi;

import java.util.Set;
import nib.api.Client;
import nib.api.Prefix;
import nib.api.Verdict;
import org.jspecify.annotations.Nullable;

/** Decides who may come in, before a server is chosen. */
public interface Guard {
    /**
     * Judges a client. Called by many threads at once, for each connection or flow: quick (a microsecond), never
     * blocking, without effects: {@code explain} asks too, so nothing is counted here. An exception ends the connection
     * as if it had been refused.
     */
    Verdict check(Client client);

    /**
     * The block of addresses around this client that would all be judged alike, so that an engine in the operating
     * system may keep the verdict; null if it must be asked each time.
     */
    default @Nullable Prefix scope(Client client) {
        return null;
    }

    /**
     * Changes after some client is judged otherwise than before, so that kept verdicts can be dropped: it rises when the
     * new state can be seen.
     */
    default long generation() {
        return 0;
    }

    /** The pools that verdicts may name, so that a plan with a name that is not there is refused. */
    default Set<String> pools() {
        return Set.of();
    }

    /** Brings a guard's word to life. */
    non-sealed interface Provider<S extends Record> extends nib.spi.Provider<S, Guard> {}
}
