package nib.spi;

import java.util.List;
import nib.api.Client;
import nib.api.Server;

/**
 * Chooses a server of a pool for clients that have none yet. There is one for each place in the configuration; what must
 * outlive a change of servers lives here and not in the chooser. Equals are taken in turn.
 */
public interface Policy {
    /**
     * Prepares for a set of servers. Called off the path of clients whenever servers come, go or change their weight,
     * by one thread at a time; may take milliseconds. The chooser before it may still be asked for a while; within
     * another policy, choosers for other servers stay in use beside it.
     *
     * @param servers those that may be chosen, of weight 1 or more, in the order of the configuration; never changes
     *     afterwards; may be empty
     */
    Chooser over(List<Server> servers);

    /**
     * Chooses among the servers it was made for, by their index. Called by many threads at once, for each client:
     * quick, never blocking, without effects on anything but its own counters.
     */
    interface Chooser {
        /** The answer that says: none of them. */
        int NONE = -1;

        /**
         * Chooses.
         *
         * @return the index of a server that is {@link Attempt#usable}, or {@link #NONE} when there is none
         */
        int choose(Client client, Attempt attempt);

        /** What {@link #choose} would answer, without any effect. */
        int peek(Client client, Attempt attempt);

        /**
         * Where to go after a server failed; the next one in order, unless a policy knows better.
         *
         * @param failed the index of the server that did not answer
         */
        default int instead(Client client, Attempt attempt, int failed) {
            return attempt.next(failed + 1);
        }

        /**
         * Told after a lease on a server was taken or given back, whoever chose it. {@link Server#active} has the new
         * number. By any thread, many at once. Also told once for each server when the chooser comes into use.
         */
        default void changed(int index) {}

        /**
         * The part of clients that goes to a server, 0 to 1, where it is known before they come, as a table knows it; by
         * default not a number. Called by any thread, seldom.
         */
        default double share(int index) {
            return Double.NaN;
        }
    }

    /** What is to be known about one choice. */
    interface Attempt {
        /** The number of servers; indexes run from 0 to one less. */
        int size();

        /** Whether this client may go to that server now: up, not full, not tried before, not closed to it. */
        boolean usable(int index);

        /**
         * The first usable server at or after an index, around the end; {@link Chooser#NONE} if there is none.
         *
         * @param index any number from 0; taken modulo the number of servers
         */
        default int next(int index) {
            int size = size();
            for (int i = 0, at = size == 0 ? 0 : index % size; i < size; i++, at = at + 1 == size ? 0 : at + 1) {
                if (usable(at)) {
                    return at;
                }
            }
            return Chooser.NONE;
        }

        /** Leases that the pool's servers hold now. */
        int active();

        /** The time, as {@link Clock#nanos}. */
        long nanos();
    }

    /** Brings a policy's word to life. */
    non-sealed interface Provider<S extends Record> extends nib.spi.Provider<S, Policy> {}
}
