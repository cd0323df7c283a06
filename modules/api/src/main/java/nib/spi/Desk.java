package nib.spi;

import nib.api.Client;

/** Where an engine announces the clients of one listener. Never blocks, never throws; any thread may call. */
public interface Desk {
    /**
     * Takes a place for one more flow, in the listener and in the house.
     *
     * @return whether there was one; if not, new clients have to wait, or an old flow has to go
     */
    boolean enter();

    /** Gives a place back for which nobody came. */
    void leave();

    /**
     * Begins a flow, for which a place has been taken.
     *
     * @param carrier who can cut it
     */
    Flow begin(Client client, Flow.Carrier carrier);

    /**
     * Chooses a server without a seat, a place or an end, for one datagram that is answered by nobody. Guards are
     * asked.
     */
    Decision route(Client client);

    /** Adds what datagrams without a flow have moved. */
    void routed(Lease lease, long datagrams, long bytes);

    /** Tells that new clients have to wait, or no longer. */
    void paused(boolean paused, String reason);
}
