package nib.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Event;
import nib.api.ServerState;
import nib.spi.Decision;
import nib.spi.Guard;
import nib.spi.Lease;
import nib.spi.Policy;
import nib.spi.Preamble;
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
final class Visit extends Guest implements Admission, Lease, Policy.Attempt, AutoCloseable {
    private @Nullable Passage passage;
    private LivePool pool;
    private Snapshot snapshot;
    private @Nullable LiveServer server;
    private volatile @Nullable LiveServer counted;
    private @Nullable BitSet tried;
    private List<LiveServer> failed = List.of();
    private String lastFailure = "";
    private int attempts;
    private int address;
    private boolean inside;
    private boolean standing;
    private boolean gone;

    Visit(Client client, Dispatcher dispatcher, LivePool pool, long nanos) {
        super(client, dispatcher, nanos);
        this.pool = pool;
        this.snapshot = pool.snapshot();
    }

    /** Whose visit it is: who is to hear which server answered. */
    void of(Passage owner) {
        passage = owner;
    }

    @Override
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

    /** Gives back the place in the pool, not having found a server. */
    void step() {
        if (inside) {
            inside = false;
            pool.retreat();
        }
    }

    /** Asks for a server without taking a place or a seat: limits are looked at, not counted. */
    Decision glance() {
        standing = true;
        renew();
        LiveServer known = remembered();
        if (known != null) {
            return seat(known);
        }
        return choose(snapshot.chooser.choose(client, this));
    }

    /** Takes a seat, if one is to be taken. */
    private boolean take(LiveServer one, int limit) {
        return standing ? limit == 0 || one.active() < limit : one.take(limit);
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
        return known != null && known.state() == ServerState.UP && admits(known) ? known : null;
    }

    /** Takes a seat at the server with that index, or where the chooser says when another client was quicker. */
    private Decision choose(int first) {
        for (int index = first; index != Policy.Chooser.NONE; index = snapshot.chooser.choose(client, this)) {
            if (index < 0 || index >= size() || (tried != null && tried.get(index))) {
                return misled(index);
            }
            LiveServer one = snapshot.servers[index];
            if (snapshot.open(one) && admits(one) && take(one, one.max())) {
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
            if (admits(one) && take(one, one.max())) {
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
        if (last != null && open && !failed.contains(last) && admits(last) && take(last, last.max())) {
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
        address = 0;
        attempts++;
        if (!standing) {
            pool.recount(one);
        }
        if (transparent() && source() == null) {
            return failed(Blame.LOCAL, "the client has no address that a server could see");
        }
        return one.addresses().isEmpty() ? failed(Blame.SERVER, "its name has no address yet") : this;
    }

    private void stand() {
        LiveServer one = server;
        if (one != null) {
            server = null;
            if (!standing) {
                one.give();
                pool.recount(one);
            }
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

    int attempts() {
        return attempts;
    }

    /** The endpoint at the address that is to be tried now. */
    Endpoint endpoint() {
        return server().settings().address().at(address());
    }

    @Override
    public Address address() {
        List<Address> all = server().addresses();
        return all.get(Math.min(address, all.size() - 1)); // a look-up may just have found fewer
    }

    @Override
    public long timeout() {
        return pool.settings().connect().toNanos();
    }

    private @Nullable Preamble spoken() {
        return server().settings()
                .preamble()
                .or(() -> pool.settings().preamble())
                .orElse(null);
    }

    @Override
    public int preambleMost() {
        Preamble first = spoken();
        return first == null ? 0 : first.most();
    }

    @Override
    public void preamble(ByteBuffer into) {
        Preamble first = spoken();
        if (first != null) {
            first.write(client, server(), into);
        }
    }

    @Override
    public boolean preambleOnEvery() {
        Preamble first = spoken();
        return first != null && first.everyDatagram();
    }

    /** A name may have several addresses; the server has failed when none of them answers. */
    @Override
    public Decision failed(Blame blame, String reason) {
        LiveServer one = server();
        if (blame != Blame.EXHAUSTED && ++address < one.addresses().size()) {
            return this;
        }
        boolean local = blame != Blame.SERVER;
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
        if (blame == Blame.EXHAUSTED) {
            return new Decision.Nobody(End.LOCAL_ERROR, reason);
        }
        int most = pool.settings().attempts();
        return most == 0 || attempts < most ? another(one) : nobody();
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

    @Override
    public boolean holds() {
        return server().state() != ServerState.DOWN;
    }

    @Override
    public void answered() {
        LiveServer one = server();
        one.connections.increment();
        one.health.succeeded();
        one.whereabouts.prefer(address());
        if (passage != null) {
            passage.served(one);
        }
    }

    /** Adds bytes that have been moved since the last call; may come late and from any thread. */
    void count(long sent, long received) {
        LiveServer one = counted;
        if (one != null) {
            one.sent.add(sent);
            one.received.add(received);
        }
    }

    /** Gives the seat back; calling it again does nothing. */
    @Override
    public void close() {
        if (!gone) {
            gone = true;
            stand();
            if (inside) {
                pool.leave();
            }
            giveBack();
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
        LiveServer one = snapshot.servers[index];
        return (tried == null || !tried.get(index)) && snapshot.open(one) && admits(one);
    }

    /** The attempt of one who only looks: nothing is taken. */
    Policy.Attempt looking() {
        standing = true;
        renew();
        return this;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** Whether the server's own guards let this client in. */
    boolean admits(LiveServer one) {
        List<Guard> guards = one.settings().guards();
        return guards.isEmpty() || dispatcher.admits(guards, client);
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
