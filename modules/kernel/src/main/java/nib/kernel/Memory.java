package nib.kernel;

import java.util.concurrent.TimeUnit;
import nib.api.Client;
import org.jspecify.annotations.Nullable;

/** Which server each client of a pool had: the tracking table, seen through the pool's prefix lengths. */
final class Memory {
    private final PoolSettings.Sticky settings;
    private final Masks masks;
    private final TrackingTable<LiveServer> table;

    Memory(PoolSettings.Sticky settings) {
        this.settings = settings;
        this.masks = Masks.of(settings.ipv4Prefix(), settings.ipv6Prefix());
        this.table = new TrackingTable<>(settings.clients(), (int)
                Math.min(Integer.MAX_VALUE, settings.time().toSeconds()));
    }

    PoolSettings.Sticky settings() {
        return settings;
    }

    /** The server that the client had, or null. */
    @Nullable LiveServer find(Client client, long nanos) {
        return table.find(
                masks.high(client.high(), client.low()), masks.low(client.high(), client.low()), seconds(nanos));
    }

    void remember(Client client, LiveServer server, long nanos) {
        table.put(
                masks.high(client.high(), client.low()),
                masks.low(client.high(), client.low()),
                server,
                seconds(nanos));
    }

    /** Forgets everybody who had that server. */
    void forget(LiveServer server) {
        table.forget(server);
    }

    int size() {
        return table.size();
    }

    private static int seconds(long nanos) {
        return (int) TimeUnit.NANOSECONDS.toSeconds(nanos);
    }
}
