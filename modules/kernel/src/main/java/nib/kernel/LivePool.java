package nib.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nib.api.Event;
import nib.api.ServerState;
import nib.spi.Host;
import org.jspecify.annotations.Nullable;

/**
 * A pool while the house runs. Clients read its volatile fields; {@link #apply} is called by one thread at a time, the
 * one that brings a plan into force.
 */
final class LivePool {
    final String name;
    private final AtomicInteger active = new AtomicInteger();
    private final Host host;
    private final Executor offPath;
    private final Map<LiveServer, Watch> watches = new HashMap<>();
    private final AtomicBoolean rebuilding = new AtomicBoolean();
    private volatile PoolSettings settings;
    private volatile List<LiveServer> servers = List.of();
    private volatile @Nullable LiveServer emergency;
    private volatile @Nullable Memory memory;
    private volatile Snapshot snapshot;

    /**
     * A pool without servers; {@link #apply} fills it.
     *
     * @param offPath does what is too slow for the path of a client
     */
    LivePool(String name, PoolSettings settings, Host host, Executor offPath) {
        this.name = name;
        this.settings = settings;
        this.host = host;
        this.offPath = offPath;
        this.snapshot = Snapshot.of(List.of(), settings.policy(), false, host);
    }

    /** Brings settings into force: servers of the same name stay, with all that is known about them. */
    void apply(PoolSettings now, Dialer dialer) {
        Map<String, LiveServer> before = new HashMap<>();
        servers.forEach(server -> before.put(server.name, server));
        List<LiveServer> after = new ArrayList<>();
        for (ServerSettings one : now.servers()) {
            after.add(keep(before.remove(one.title()), one));
        }
        LiveServer last = emergency;
        settings = now;
        memory = memoryFor(now);
        servers = List.copyOf(after);
        emergency = now.emergency().map(one -> keep(last, one)).orElse(null);
        before.values().forEach(this::retire);
        if (last != null && last != emergency) {
            retire(last);
        }
        everyone().forEach(server -> watch(server, now, dialer));
        build();
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

    /** Waits until every name has been looked up once, so that the first clients find servers. */
    void awaitNames(long nanos) {
        watches.values().forEach(watch -> watch.awaitName(nanos));
    }

    /** A server with another address is another server, also under the same name. */
    private LiveServer keep(@Nullable LiveServer old, ServerSettings now) {
        if (old != null
                && old.name.equals(now.title())
                && old.settings().address().equals(now.address())) {
            old.settings(now);
            return old;
        }
        if (old != null) {
            retire(old);
        }
        return new LiveServer(now, this::changed);
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

    /** The whole pool goes: no timer may hold it. */
    void close() {
        everyone().forEach(this::retire);
    }

    private void changed(LiveServer server, ServerState from, ServerState to, String reason) {
        host.tell(new Event.ServerChanged(name, server.name, from, to, reason));
        rebuild();
    }

    /** Makes a new snapshot soon; many calls at once make one. */
    private void rebuild() {
        if (rebuilding.compareAndSet(false, true)) {
            offPath.execute(() -> {
                rebuilding.set(false);
                build();
            });
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
    }

    /** Tells the chooser that a server's count has changed. */
    void recount(LiveServer server) {
        Snapshot now = snapshot;
        int index = server.indexIn(now);
        if (index >= 0) {
            recount(now, index);
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
    }

    int active() {
        return active.get();
    }

    PoolSettings settings() {
        return settings;
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
        LiveServer last = emergency;
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
