package nib.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nib.api.Client;
import nib.spi.Clock;
import nib.spi.Pace;
import org.jspecify.annotations.Nullable;

/** How quickly the bytes of one connection may move: by its own taps, those of its client and those of its pool. */
final class Paces {
    private static final Paces ANY = new Paces(null, null, null, null);

    final @Nullable Pace up;
    final @Nullable Pace down;
    private @Nullable ClientTaps owner;
    private final @Nullable Client client;

    private Paces(@Nullable Pace up, @Nullable Pace down, @Nullable ClientTaps owner, @Nullable Client client) {
        this.up = up;
        this.down = down;
        this.owner = owner;
        this.client = client;
    }

    static Paces of(Client client, @Nullable ClientTaps listener, @Nullable Taps pool, Clock clock) {
        if (listener == null && pool == null) {
            return ANY;
        }
        List<Taps> all = new ArrayList<>(3);
        if (listener != null) {
            listener.take(client, clock.nanos(), all);
        }
        if (pool != null) {
            all.add(pool);
        }
        return new Paces(pace(all, Taps::up, clock), pace(all, Taps::down, clock), listener, client);
    }

    private static @Nullable Pace pace(List<Taps> all, Function<Taps, @Nullable Tap> way, Clock clock) {
        List<Tap> taps = new ArrayList<>(3);
        for (Taps one : all) {
            Tap tap = way.apply(one);
            if (tap != null) {
                taps.add(tap);
            }
        }
        return taps.isEmpty() ? null : new Throttle(List.copyOf(taps), clock);
    }

    /** Gives the client's taps back; again does nothing. */
    void giveBack() {
        if (owner != null && client != null) {
            owner.give(client);
            owner = null;
        }
    }
}
