package nib.kernel;

import java.util.ArrayList;
import java.util.List;
import nib.api.Address;
import nib.api.Client;
import nib.spi.Counting;
import nib.spi.Pace;
import org.jspecify.annotations.Nullable;

/** A client that was let in, and what it was given on the way: that goes back, once. */
abstract sealed class Guest permits Visit {
    final Client client;
    final Dispatcher dispatcher;
    final long nanos;
    private List<Counting.Held> permits = List.of();
    private @Nullable Paces paces;
    private long delay;
    private boolean counted;

    /** @param nanos when it came */
    Guest(Client client, Dispatcher dispatcher, long nanos) {
        this.client = client;
        this.dispatcher = dispatcher;
        this.nanos = nanos;
    }

    abstract LivePool pool();

    /** Keeps a permit of a guard until {@link #giveBack}; most guards that count have none to give. */
    void hold(Counting.Held permit) {
        if (permits.isEmpty()) {
            permits = new ArrayList<>(2);
        }
        permits.add(permit);
    }

    /** Has to wait for so long, counted from when it came. */
    void delay(long wait) {
        delay = Math.max(delay, wait);
    }

    /** Nanoseconds that it still has to wait. */
    long early(long now) {
        return delay == 0 ? 0 : delay - (now - nanos);
    }

    /** It was counted among the connections of its client. */
    void counted() {
        counted = true;
    }

    /** The address to connect from, see {@link nib.spi.Lease#source}. */
    public @Nullable Address source() {
        PoolSettings settings = pool().settings();
        return settings.transparent() ? settings.disguise(client.address()) : settings.from();
    }

    /** Whether that is the client's, see {@link nib.spi.Lease#transparent}. */
    public boolean transparent() {
        return pool().settings().transparent();
    }

    /** How quickly the client's bytes may move. */
    public @Nullable Pace upload() {
        return paces().up;
    }

    /** How quickly the server's bytes may move. */
    public @Nullable Pace download() {
        return paces().down;
    }

    private Paces paces() {
        if (paces == null) {
            LivePool to = pool();
            paces = Paces.of(
                    client, dispatcher.bandwidth(), to.taps(), to.host().clock());
        }
        return paces;
    }

    /** Gives everything back; again does nothing. */
    void giveBack() {
        if (counted) {
            counted = false;
            dispatcher.leave(client);
        }
        if (paces != null) {
            paces.giveBack();
        }
        if (!permits.isEmpty()) {
            List<Counting.Held> all = permits;
            permits = List.of();
            dispatcher.giveBack(all);
        }
    }
}
