package nib.spi;

import nib.api.Client;
import nib.api.Server;
import org.jspecify.annotations.Nullable;

/**
 * What a filter sees: a client and a wire.
 *
 * @param client who it is; facts may be learned
 * @param wire to the client, or to the server for a filter that is named on a pool
 * @param pool the pool that a filter chose, or null for the one of the listener
 * @param server the server at the other end, or null for a wire to the client
 */
public record Connection(
        Client client,
        Wire wire,
        @Nullable String pool,
        @Nullable Server server) {
    /** The same with another wire around this one. */
    public Connection with(Wire wrapped) {
        return new Connection(client, wrapped, pool, server);
    }

    /** The same on its way to another pool. */
    public Connection toPool(String other) {
        return new Connection(client, wire, other, server);
    }
}
