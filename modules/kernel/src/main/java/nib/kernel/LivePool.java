package nib.kernel;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nib.api.Event;
import nib.api.ServerState;
import nib.spi.Host;
import org.jspecify.annotations.Nullable;

/**
 * A pool while the house runs. Clients read its volatile fields; a plan comes into force in two steps, by one thread
 * at a time.
 */
final class LivePool {
    final String name;
    private final AtomicInteger active = new AtomicInteger();
    private final Queue queue = new Queue();
    private final Tallies tallies;
    private final Host host;
    private final Executor offPath;
    private final Whereabouts.Resolver resolver;
    private final Map<LiveServer, Watch> watches = new HashMap<>();
    private final AtomicBoolean rebuilding = new AtomicBoolean();
    private @Nullable Next next;
    private volatile PoolSettings settings;
    private volatile List<LiveServer> servers = List.of();
    private volatile @Nullable LiveServer emergency;
    private volatile @Nullable Memory memory;
    private volatile Snapshot snapshot;
    private volatile Posts posts;
    private volatile @Nullable Taps taps;

    /**
     * A pool without servers; {@link #apply} fills it.
     *
     * @param offPath does what is too slow for the path of a client
     */
    LivePool(String name, PoolSettings settings, Host host, Executor offPath) {
        this(name, settings, host, offPath, new Tallies(), InetAddress::getAllByName);
    }

    /** The same where its guards are counted, with another resolver of names. */
    LivePool(
            String name,
            PoolSettings settings,
            Host host,
            Executor offPath,
            Tallies tallies,
            Whereabouts.Resolver resolver) {
        this.tallies = tallies;
        this.posts = new Posts(settings.guards(), tallies, host);
        this.resolver = resolver;
        this.name = name;
        this.settings = settings;
        this.host = host;
        this.offPath = offPath;
        this.snapshot = Snapshot.of(List.of(), settings.policy(), false, host);
    }

    /** What is to come into force: everything is there and watched, but no client is sent there yet. */
    private record Next(
            PoolSettings settings,
            List<LiveServer> servers,
            @Nullable LiveServer emergency) {}

    /** Brings settings into force: servers of the same name and address stay, with all that is known about them. */
    void apply(PoolSettings now, Dialer dialer) {
        prepare(now, dialer);
        commit(0);
    }

    /** Makes what {@link #commit} will bring into force, and begins to look names up. */
    void prepare(PoolSettings now, Dialer dialer) {
        Next coming = coming(now);
        everyone(coming.servers, coming.emergency).forEach(server -> watch(server, now, dialer));
        next = coming;
    }

    private Next coming(PoolSettings now) {
        Map<String, LiveServer> before = new HashMap<>();
        servers.forEach(server -> before.put(server.name, server));
        List<LiveServer> after = new ArrayList<>();
        for (ServerSettings one : now.servers()) {
            after.add(keep(before.get(one.title()), one));
        }
        LiveServer last = now.emergency().map(one -> keep(emergency, one)).orElse(null);
        return new Next(now, List.copyOf(after), last);
    }

    /**
     * Sends clients to what was prepared. Old servers go last, so that at no moment nobody is there.
     *
     * @param patience nanoseconds to wait for the first look-up of names
     */
    void commit(long patience) {
        Next coming = requireNonNull(next);
        Set<LiveServer> gone = new LinkedHashSet<>(everyone());
        List<LiveServer> stay = everyone(coming.servers, coming.emergency);
        stay.forEach(gone::remove);
        awaitNames(stay, patience);
        next = null;
        take(coming);
        gone.forEach(this::retire);
    }

    private void take(Next coming) {
        settings = coming.settings;
        memory = memoryFor(coming.settings);
        posts = new Posts(coming.settings.guards(), tallies, host);
        taps = Taps.next(taps, coming.settings.bandwidth(), host.clock().nanos());
        servers = coming.servers;
        emergency = coming.emergency;
        build();
    }

    /** Brings settings into force without anybody who watches: every server counts as up. */
    void still(PoolSettings now) {
        Next coming = coming(now);
        everyone(coming.servers, coming.emergency).forEach(server -> server.health.unprobed());
        take(coming);
    }

    private void awaitNames(List<LiveServer> some, long patience) {
        long deadline = System.nanoTime() + patience;
        some.forEach(server -> requireNonNull(watches.get(server)).awaitName(deadline - System.nanoTime()));
    }

    private void watch(LiveServer server, PoolSettings now, Dialer dialer) {
        Watch running = watches.get(server);
        if (running == null || !running.fits(now)) {
            if (running != null) {
                running.stop();
            }
            if (now.probe().isEmpty()) {
                server.health.unprobed();
            }
            watches.put(server, Watch.start(server, now, dialer, host));
        }
    }

    /** A server with another address is another server, also under the same name. */
    private LiveServer keep(@Nullable LiveServer old, ServerSettings now) {
        if (old != null
                && old.name.equals(now.title())
                && old.settings().address().equals(now.address())) {
            old.settings(now);
            return old;
        }
        return new LiveServer(now, this::changed, resolver);
    }

    private @Nullable Memory memoryFor(PoolSettings now) {
        Memory old = memory;
        PoolSettings.Sticky sticky = now.sticky().orElse(null);
        if (sticky == null) {
            return null;
        }
        return old != null && old.settings().equals(sticky)
                ? old
                : new Memory(sticky, host.clock().nanos());
    }

    /** Takes a server out for good; leases on it end when their connections end. */
    private void retire(LiveServer server) {
        server.health.retire();
        Watch running = watches.remove(server);
        if (running != null) {
            running.stop();
        }
        Memory known = memory;
        if (known != null) {
            known.forget(server);
        }
    }

    /** Sweeps out clients whose time is over; to be called once a second. */
    void expire(long now) {
        Memory known = memory;
        if (known != null) {
            known.expire(now);
        }
    }

    /** The whole pool goes: it is watched no more. Clients that were on their way to it may still get there. */
    void close() {
        watches.values().forEach(Watch::stop);
        watches.clear();
    }

    private void changed(LiveServer server, ServerState from, ServerState to, String reason) {
        host.tell(new Event.ServerChanged(name, server.name, from, to, reason));
        rebuild();
    }

    /** Makes a new snapshot soon; many calls at once make one. */
    private void rebuild() {
        if (rebuilding.compareAndSet(false, true)) {
            try {
                offPath.execute(() -> {
                    rebuilding.set(false);
                    build();
                });
            } catch (RejectedExecutionException e) {
                // the house is over, and nobody comes any more
            }
        }
    }

    private synchronized void build() {
        LiveServer last = emergency;
        boolean hasEmergency = last != null && last.state() == ServerState.UP;
        Snapshot next = Snapshot.of(servers, settings.policy(), hasEmergency, host);
        snapshot = next;
        // Leases that came or went while the chooser was being made: it reads the counts of each server again.
        for (int i = 0; i < next.servers.length; i++) {
            recount(next, i);
        }
        queue.stir();
    }

    /** Tells the chooser that a server's count has changed. */
    void recount(LiveServer server) {
        Snapshot now = snapshot;
        int index = server.indexIn(now);
        if (index >= 0) {
            recount(now, index);
        }
        if (!queue.isEmpty() && !server.full()) {
            queue.stir();
        }
    }

    /** A policy that throws here must not keep a lease from being given back. */
    private void recount(Snapshot in, int index) {
        try {
            in.chooser.changed(index);
        } catch (RuntimeException e) {
            host.tell(new Event.PluginFailed("policy", name, Failures.words(e)));
        }
    }

    /** Takes a place among the pool's connections unless all are taken. */
    boolean enter() {
        int max = settings.max();
        for (int now = active.get(); max == 0 || now < max; now = active.get()) {
            if (active.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    void leave() {
        active.getAndDecrement();
        queue.stir();
    }

    /** Gives a place back that was of no use to anybody. */
    void retreat() {
        active.getAndDecrement();
    }

    /** Who waits for a seat. */
    Queue queue() {
        return queue;
    }

    int active() {
        return active.get();
    }

    PoolSettings settings() {
        return settings;
    }

    /** The guards that stand before it. */
    Posts posts() {
        return posts;
    }

    /** What all its connections share; null if they may be as quick as they are. */
    @Nullable Taps taps() {
        return taps;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    @Nullable Memory memory() {
        return memory;
    }

    @Nullable LiveServer emergency() {
        return emergency;
    }

    List<LiveServer> servers() {
        return servers;
    }

    /** The servers and the emergency server. */
    List<LiveServer> everyone() {
        return everyone(servers, emergency);
    }

    private static List<LiveServer> everyone(List<LiveServer> servers, @Nullable LiveServer last) {
        if (last == null) {
            return servers;
        }
        List<LiveServer> all = new ArrayList<>(servers);
        all.add(last);
        return all;
    }

    Host host() {
        return host;
    }
}
