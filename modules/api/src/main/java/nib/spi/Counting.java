package nib.spi;

import java.util.Map;
import nib.api.Client;
import nib.api.Verdict;

/**
 * A guard that counts whom it lets in. {@link #check} looks and counts nothing; {@link #admit} counts. It is asked once
 * for each client, after every guard of its place, a listener or a pool, has agreed, in the order of the file; for a datagram that is
 * balanced by itself, once for each datagram.
 */
public interface Counting extends Guard {
    /**
     * Counts a client. The answer may be another than that of {@link #check} just before: somebody else may have been
     * quicker. Called by many threads at once: quick, never blocking. An exception ends the connection as if it had been
     * refused.
     */
    Permit admit(Client client);

    /**
     * What it has counted, by the names under which an operator is shown it, in their order; nothing by default. Called
     * by any thread; may take a millisecond.
     */
    default Map<String, Long> counters() {
        return Map.of();
    }

    /** Counts from the beginning, as if nobody had come yet; clients that are in stay in. Called by any thread. */
    default void reset() {}

    /** What a client got, or did not get. */
    sealed interface Permit {
        /** Whether it may come in after all, or to which pool. */
        Verdict verdict();

        /**
         * Nanoseconds that it has to wait first; its place is counted from now. Who cannot wait, such as a datagram, is
         * turned away.
         */
        default long delay() {
            return 0;
        }
    }

    /** Nothing to give back: what was counted stays counted. Made once and returned again, it costs nothing. */
    record Spent(Verdict verdict) implements Permit {}

    /** It was counted and may come in, after that many nanoseconds. */
    record Later(Verdict verdict, long delay) implements Permit {}

    /** Held as long as the client is in: the house gives it back exactly once, also when the client is not let in. */
    non-sealed interface Held extends Permit {
        /** Gives back what was taken. Called by any thread; quick, does not throw. */
        void giveBack();
    }
}
