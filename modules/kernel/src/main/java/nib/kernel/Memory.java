package nib.kernel;

import java.util.concurrent.TimeUnit;
import nib.api.Client;
import org.jspecify.annotations.Nullable;

/** Which server each client of a pool had: the tracking table, seen through the pool's prefix lengths. */
final class Memory {
    /** Rounds up: half a second is a second, and not 0, which is for ever. */
    private static final long NEARLY_A_SECOND = 999_999_999;

    private final PoolSettings.Sticky settings;
    private final Masks masks;
    private final TrackingTable<LiveServer> table;
    private final long origin;

    /** An empty memory, whose seconds are counted from now. */
    Memory(PoolSettings.Sticky settings, long nanos) {
        this.settings = settings;
        this.masks = Masks.of(settings.ipv4Prefix(), settings.ipv6Prefix());
        this.table = new TrackingTable<>(settings.clients(), (int) Math.min(
                Integer.MAX_VALUE, settings.time().plusNanos(NEARLY_A_SECOND).toSeconds()));
        this.origin = nanos;
    }

    PoolSettings.Sticky settings() {
        return settings;
    }

    /** The server that the client had, or null. */
    @Nullable LiveServer find(Client client, long nanos) {
        return table.find(high(client), low(client), seconds(nanos));
    }

    /** The same without counting as a visit. */
    @Nullable LiveServer peek(Client client, long nanos) {
        return table.peek(high(client), low(client), seconds(nanos));
    }

    void remember(Client client, LiveServer server, long nanos) {
        table.put(high(client), low(client), server, seconds(nanos));
    }

    /** Forgets everybody who had that server. */
    void forget(LiveServer server) {
        table.forgetIf(known -> known == server);
    }

    /** Sweeps out some of those whose time is over; to be called once a second. */
    void expire(long nanos) {
        table.expire(seconds(nanos));
    }

    int size() {
        return table.size();
    }

    private long high(Client client) {
        return masks.high(client.high(), client.low());
    }

    private long low(Client client) {
        return masks.low(client.high(), client.low());
    }

    /** Not before the origin: a client may have come before the plan that remembers it. */
    private int seconds(long nanos) {
        return (int) Math.max(0, TimeUnit.NANOSECONDS.toSeconds(nanos - origin));
    }
}
