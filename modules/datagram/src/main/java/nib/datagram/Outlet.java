package nib.datagram;

import nib.api.Address;
import org.jspecify.annotations.Nullable;

/**
 * What a loop does for its {@link Table}.
 *
 * @param <O> what the loop must know of a client to answer it
 */
public interface Outlet<O> {
    /**
     * Connects a socket to a server.
     *
     * @param session whose answers come through it; null if nobody waits for one
     * @param source the address to send from, with port 0 for any; null for the system's choice
     * @param transparent whether that is the client's own address, see {@link nib.spi.Lease#transparent}
     */
    Line dial(@Nullable Session<O> session, Address server, @Nullable Address source, boolean transparent)
            throws Refusal;

    /** Has something done by the loop soon. Any thread. */
    void post(Runnable work);

    /** A newcomer found no place, and none of ours could go: another loop may have one that can. */
    default void crowded() {}

    /** A table that is being drained has become empty; called once. */
    void drained();
}
