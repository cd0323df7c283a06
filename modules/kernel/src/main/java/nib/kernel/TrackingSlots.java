package nib.kernel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Slots with a server in each; the number is the second of the last use. */
final class TrackingSlots<S> extends Slots {
    private final @Nullable Object[] servers;

    TrackingSlots(SipHash hash, int length) {
        super(hash, length);
        this.servers = new Object[length];
    }

    /** The server; null only for a reader that somebody wrote around. */
    @SuppressWarnings("unchecked")
    @Nullable S server(int slot) {
        return (S) servers[slot];
    }

    void server(int slot, S server) {
        servers[slot] = server;
    }

    /** Shows every entry. */
    void each(TrackingTable.Visitor<? super S> visitor) {
        for (int slot = 0; slot < length(); slot++) {
            if (taken(slot)) {
                visitor.visit(high(slot), low(slot), Objects.requireNonNull(server(slot)), number(slot));
            }
        }
    }

    @Override
    void moved(Slots from, int there, int here) {
        servers[here] = ((TrackingSlots<?>) from).servers[there];
    }

    @Override
    void clear(int slot) {
        super.clear(slot);
        servers[slot] = null;
    }
}
