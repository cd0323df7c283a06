package nib.spi;

import nib.api.Client;
import nib.api.End;

/**
 * A client on its way through the house, from {@link Desk#begin} to {@link #end}. It belongs to the thread that carries
 * it; only {@link Carrier} is called by others.
 */
public interface Flow {
    /** The number of the connection, unique while the process lives. */
    long id();

    /** Who it is. */
    Client client();

    /**
     * What an opening found out: another client, or the pool it wants; before {@link #decide}.
     *
     * @param done the answer of the listener's opening
     */
    void opened(Opening.Done done);

    /** Asks guards, limits, tracking and policy, once. A lease is given back by {@link #end}. */
    Decision decide();

    /** Asks again, as long as the answer was {@link Decision.Wait}. */
    default Decision again() {
        throw new IllegalStateException("this flow does not wait");
    }

    /**
     * Adds bytes that have moved since the last call. Some times a second is enough.
     *
     * @param sent bytes from the client to the server
     * @param received bytes from the server to the client
     */
    void count(long sent, long received);

    /**
     * The flow is over: seats and places go back, and observers are told, once. What was said by a command or when its
     * time was over, before the carrier got to it, stays.
     *
     * @param reason more words; never raw text from the network
     */
    void end(End end, String reason);

    /** Who moves the bytes of a flow. */
    interface Carrier {
        /** Ends the flow soon, cutting both sides. Called by any thread; must not wait. */
        void cut(Flow flow);

        /** Whether its flows may stand in a queue: {@link #wake} is heard. */
        default boolean waits() {
            return false;
        }

        /** Somebody may have room for a flow that waits: it asks again soon. Called by any thread; must not wait. */
        default void wake(Flow flow) {}
    }
}
