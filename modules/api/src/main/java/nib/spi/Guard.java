package nib.spi;

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

    /** Brings a guard's word to life. */
    non-sealed interface Provider<S extends Record> extends nib.spi.Provider<S> {
        /** A guard with these settings; pure, see {@link nib.spi.Provider}. */
        Guard create(S settings);
    }
}
