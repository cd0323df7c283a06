package nib.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import nib.api.Client;
import nib.api.End;
import nib.api.Event;
import nib.api.ServerState;
import nib.spi.Policy;
import org.jspecify.annotations.Nullable;

/**
 * A client that was let in, on its way to a server. One object is the whole of it: the place it takes in limits, the
 * attempt that policies see, and the lease, so that a decision allocates nothing else.
 *
 * <pre>
 *   admitted --lease--> seated --failed--> seated elsewhere
 *      |                  |         \----> nobody left
 *      \------close-------+-----close------> gone
 * </pre>
 *
 * It belongs to the thread that serves the client, but for {@link #count}.
 */
final class Visit implements Admission, Lease, Policy.Attempt {
    private final Client client;
    private final Dispatcher dispatcher;
    private final long nanos;
    private LivePool pool;
    private Snapshot snapshot;
    private @Nullable LiveServer server;
    private volatile @Nullable LiveServer counted;
    private @Nullable BitSet tried;
    private List<LiveServer> failed = List.of();
    private String lastFailure = "";
    private int attempts;
    private boolean inside;
    private boolean gone;

    Visit(Client client, Dispatcher dispatcher, LivePool pool, long nanos) {
        this.client = client;
        this.dispatcher = dispatcher;
        this.pool = pool;
        this.snapshot = pool.snapshot();
        this.nanos = nanos;
    }

    LivePool pool() {
        return pool;
    }

    /** Sends the client to another pool than guards chose; before {@link #lease}. */
    void divert(LivePool other) {
        pool = other;
    }

    /** Asks for a server. */
    Decision lease() {
        if (!pool.enter()) {
            return new Decision.Nobody(End.LIMIT, "pool " + pool.name + " has all its connections");
        }
        inside = true;
        renew();
        LiveServer known = remembered();
        if (known != null && known.take(known.settings().returning())) {
            return seat(known);
        }
        return choose(snapshot.chooser.choose(client, this));
    }

    /** Looks at the servers as they are now; those that failed this client stay out. */
    private void renew() {
        snapshot = pool.snapshot();
        tried = null;
        for (LiveServer one : failed) {
            int index = snapshot.find(one);
            if (index >= 0) {
                tried().set(index);
            }
        }
    }

    private @Nullable LiveServer remembered() {
        Memory memory = pool.memory();
        LiveServer known = memory == null ? null : memory.find(client, nanos);
        return known != null && known.state() == ServerState.UP ? known : null;
    }

    /** Takes a seat at the server with that index, or where the chooser says when another client was quicker. */
    private Decision choose(int first) {
        for (int index = first; index != Policy.Chooser.NONE; index = snapshot.chooser.choose(client, this)) {
            if (index < 0 || index >= size() || (tried != null && tried.get(index))) {
                return misled(index);
            }
            LiveServer one = snapshot.servers[index];
            if (snapshot.open(one) && one.take(one.max())) {
                return remember(one);
            }
            tried().set(index);
        }
        return lastResort();
    }

    /** The policy broke its contract; the client need not suffer for that. */
    private Decision misled(int index) {
        pool.host().tell(new Event.PluginFailed("policy", pool.name, "chose a server that cannot be used: " + index));
        for (int i = next(0); i != Policy.Chooser.NONE; i = next(i)) {
            LiveServer one = snapshot.servers[i];
            if (one.take(one.max())) {
                return remember(one);
            }
            tried().set(i);
        }
        return lastResort();
    }

    private Decision lastResort() {
        if (snapshot != pool.snapshot()) {
            renew(); // somebody came or recovered while we were looking
            return choose(snapshot.chooser.choose(client, this));
        }
        LiveServer last = pool.emergency();
        boolean open = last != null && last.state() != ServerState.MAINT && last.state() != ServerState.DRAIN;
        if (last != null && open && !failed.contains(last) && last.take(last.max())) {
            return seat(last);
        }
        return nobody();
    }

    private Decision nobody() {
        String why = snapshot.servers.length == 0 ? "no server is up" : "no server can take it";
        return new Decision.Nobody(End.NO_SERVER, failed.isEmpty() ? why : lastFailure);
    }

    private Decision remember(LiveServer one) {
        Memory memory = pool.memory();
        if (memory != null) {
            memory.remember(client, one, nanos);
        }
        return seat(one);
    }

    private Decision seat(LiveServer one) {
        server = one;
        counted = one;
        attempts++;
        pool.recount(one);
        return this;
    }

    private void stand() {
        LiveServer one = server;
        if (one != null) {
            server = null;
            one.give();
            pool.recount(one);
        }
    }

    @Override
    public LiveServer server() {
        LiveServer one = server;
        if (one == null) {
            throw new IllegalStateException("no lease");
        }
        return one;
    }

    @Override
    public int attempts() {
        return attempts;
    }

    @Override
    public Decision failed(boolean local, String reason) {
        LiveServer one = server();
        stand();
        pool.host().tell(new Event.AttemptFailed(client, pool.name, one.name, local, reason));
        if (!local) {
            one.failures.increment();
            one.health.failed(
                    reason, pool.settings().blacklist().toNanos(), pool.host().clock());
        }
        if (failed.isEmpty()) {
            failed = new ArrayList<>();
        }
        failed.add(one);
        lastFailure = reason;
        return attempts < mostAttempts() ? another(one) : nobody();
    }

    /** Stays with the snapshot while it has somebody, so that the policy knows who failed and who comes next. */
    private Decision another(LiveServer instead) {
        int index = snapshot.find(instead);
        if (index < 0 || snapshot.lastResort) {
            renew(); // servers that are merely suspected are not asked any more once another is up
            return choose(snapshot.chooser.choose(client, this));
        }
        tried().set(index);
        return choose(snapshot.chooser.instead(client, this, index));
    }

    private int mostAttempts() {
        int most = pool.settings().attempts();
        return most == 0 ? Integer.MAX_VALUE : most;
    }

    @Override
    public void answered() {
        server().connections.increment();
        server().health.succeeded();
    }

    @Override
    public void count(long sent, long received) {
        LiveServer one = counted;
        if (one != null) {
            one.sent.add(sent);
            one.received.add(received);
        }
    }

    @Override
    public void close() {
        if (!gone) {
            gone = true;
            stand();
            if (inside) {
                pool.leave();
            }
            dispatcher.leave(client);
        }
    }

    private BitSet tried() {
        if (tried == null) {
            tried = new BitSet();
        }
        return tried;
    }

    @Override
    public int size() {
        return snapshot.servers.length;
    }

    @Override
    public boolean usable(int index) {
        return (tried == null || !tried.get(index)) && snapshot.open(snapshot.servers[index]);
    }

    @Override
    public int active() {
        return pool.active() - (inside && server == null ? 1 : 0);
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
