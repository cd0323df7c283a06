package nib.spi;

import java.util.Set;
import nib.api.Client;
import nib.api.Verdict;

/** Decides who may come in, before a server is chosen. */
public interface Guard {
    /**
     * Judges a client. Called by many threads at once, for each connection or flow: quick (a microsecond), never
     * blocking, without effects on anything but its own counters. An exception ends the connection as if it had been
     * refused.
     */
    Verdict check(Client client);

    /** Changes whenever some client might be judged otherwise than before, so that kept verdicts can be dropped. */
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
