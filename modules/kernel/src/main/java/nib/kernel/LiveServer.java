package nib.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import nib.api.Address;
import nib.api.Server;
import nib.api.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * A server while the house runs: its settings, seats, counters and state. It stays the same object through reloads for
 * as long as its pool names it, so that counters, health and tracked clients stay with it.
 */
final class LiveServer implements Server {
    private static final VarHandle ACTIVE;

    static {
        try {
            ACTIVE = MethodHandles.lookup().findVarHandle(LiveServer.class, "active", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final String name;
    final Health health;
    final Whereabouts whereabouts;
    final LongAdder connections = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder received = new LongAdder();
    private volatile ServerSettings settings;
    private volatile int active;
    private volatile @Nullable Place place;

    /** Which index this server has in which snapshot. */
    record Place(Snapshot snapshot, int index) {}

    LiveServer(ServerSettings settings, Health.Listener listener) {
        this(settings, listener, InetAddress::getAllByName);
    }

    /** The same with another resolver of names. */
    LiveServer(ServerSettings settings, Health.Listener listener, Whereabouts.Resolver resolver) {
        this.name = settings.title();
        this.settings = settings;
        this.health = new Health(this, listener, settings.state());
        this.whereabouts = new Whereabouts(settings.address().address(), resolver);
    }

    /** Takes a seat unless that many are taken; 0 for no limit. */
    boolean take(int limit) {
        if (limit == 0) {
            ACTIVE.getAndAdd(this, 1);
            return true;
        }
        for (int now = active; now < limit; now = active) {
            if (ACTIVE.compareAndSet(this, now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Gives a seat back. */
    void give() {
        ACTIVE.getAndAdd(this, -1);
    }

    ServerSettings settings() {
        return settings;
    }

    void settings(ServerSettings settings) {
        this.settings = settings;
        health.wish(settings.state());
    }

    ServerState state() {
        return health.state();
    }

    /** Where to connect to, in the order to try; empty while its name is not known. */
    List<Address> addresses() {
        return whereabouts.addresses();
    }

    void place(Snapshot snapshot, int index) {
        place = new Place(snapshot, index);
    }

    /** The index in that snapshot, or -1 if it is not there. */
    int indexIn(Snapshot snapshot) {
        Place here = place;
        return here != null && here.snapshot == snapshot ? here.index : -1;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Address address() {
        return settings.address().address();
    }

    @Override
    public int weight() {
        return settings.weight();
    }

    @Override
    public int priority() {
        return settings.priority();
    }

    @Override
    public int active() {
        return active;
    }

    @Override
    public int max() {
        return settings.max();
    }

    @Override
    public String toString() {
        return name;
    }
}
