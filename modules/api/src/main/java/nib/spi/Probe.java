package nib.spi;

import java.io.IOException;
import java.time.Duration;
import nib.api.Address;
import nib.api.Server;

/** Asks a server whether it is well. */
public interface Probe {
    /**
     * Asks once, on a virtual thread of its own; one question at a time for each server. Returns if the server is
     * well. Must not take longer than {@link Schedule#timeout}; it is interrupted then.
     *
     * @throws LocalFailure if our own machine could not ask: counts neither way
     * @throws IOException with the reason, if the server is not well
     */
    void check(Target target) throws IOException;

    /** How often, and how many answers make a change. */
    Schedule schedule();

    /** The server in question. */
    interface Target {
        /** Which one. */
        Server server();

        /** Where it is now: numeric or a path. */
        Address address();

        /**
         * Connects by the server's transport, without filters; the caller closes the wire.
         *
         * @param to {@link #address}, or another port of it
         */
        Wire connect(Address to, Duration timeout) throws IOException;
    }

    /**
     * When to ask.
     *
     * @param every from one question to the next
     * @param timeout the longest that an answer may take
     * @param fall questions failed in a row until the server is down
     * @param rise questions answered in a row until it is up again
     */
    record Schedule(Duration every, Duration timeout, int fall, int rise) {}

    /** Brings a probe's word to life. */
    non-sealed interface Provider<S extends Record> extends nib.spi.Provider<S, Probe> {}
}
