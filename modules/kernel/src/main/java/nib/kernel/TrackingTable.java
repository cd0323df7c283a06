package nib.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which server a client went to. A client is 128 bits: its address, cut to a prefix where the pool says so.
 * Bounded and timed; may be used by any number of threads at once.
 *
 * <p>Time is passed in: whole seconds from an origin of the caller's choice, 0 to 2<sup>31</sup> - 1.
 *
 * @param <S> a server; compared by identity
 */
final class TrackingTable<S> {
    private record Key(long high, long low) {}

    private record Entry<S>(S server, int lastUse) {}

    private final int capacity;
    private final int ttlSeconds;
    private final Map<Key, Entry<S>> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty table.
     *
     * @param capacity the most clients remembered, 1 to 10,000,000
     * @param ttlSeconds how long after its last use a client is forgotten; 0 for never
     */
    TrackingTable(int capacity, int ttlSeconds) {
        this.capacity = capacity;
        this.ttlSeconds = ttlSeconds;
    }

    /** The server of a client, which counts as a use; null for one who is not known or came too long ago. */
    synchronized @Nullable S find(long high, long low, int now) {
        S server = peek(high, low, now);
        if (server != null) {
            entries.put(new Key(high, low), new Entry<>(server, now));
        }
        return server;
    }

    /** What {@link #find} would answer, without counting as a use. */
    synchronized @Nullable S peek(long high, long low, int now) {
        Entry<S> entry = entries.get(new Key(high, low));
        return entry == null || (ttlSeconds > 0 && now - entry.lastUse > ttlSeconds) ? null : entry.server;
    }

    /** Remembers a client's server, instead of another it may have had; in a full table one long unused gives way. */
    synchronized void put(long high, long low, S server, int now) {
        entries.put(new Key(high, low), new Entry<>(server, now));
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** Clients remembered, among them some whose time may be over and who have not been swept out yet. */
    synchronized int size() {
        return entries.size();
    }

    /** Forgets one client; whether it was known. */
    synchronized boolean forget(long high, long low) {
        return entries.remove(new Key(high, low)) != null;
    }

    /** Forgets all clients of some servers: not for the path of a client, since it looks at every entry. */
    synchronized int forgetIf(Predicate<? super S> servers) {
        int before = entries.size();
        entries.values().removeIf(entry -> servers.test(entry.server));
        return before - entries.size();
    }

    /**
     * Sweeps out clients whose time is over, a 64th of the table a call: to be called once a second.
     *
     * @return how many went
     */
    synchronized int expire(int now) {
        int before = entries.size();
        entries.values().removeIf(entry -> ttlSeconds > 0 && now - entry.lastUse > ttlSeconds);
        return before - entries.size();
    }

    /** Shows every client: weakly consistent, no lock is held while the visitor works. */
    void each(Visitor<? super S> visitor) {
        List<Map.Entry<Key, Entry<S>>> all;
        synchronized (this) {
            all = new ArrayList<>(entries.entrySet());
        }
        all.forEach(e -> visitor.visit(e.getKey().high, e.getKey().low, e.getValue().server, e.getValue().lastUse));
    }

    /** Looks at one client after another. */
    interface Visitor<S> {
        /** One client, its server, and the second it was last used. */
        void visit(long high, long low, S server, int lastUse);
    }
}
