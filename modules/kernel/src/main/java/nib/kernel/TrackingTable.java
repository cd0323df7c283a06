package nib.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which server a client went to. A client is 128 bits: its address, cut to a prefix where the pool says so.
 * Bounded and timed; may be used by any number of threads at once.
 *
 * <p>The keys are spread by a secret hash over segments of about 4,000 clients. A segment has a share of the table, but
 * chance is not even, so the bound is on the whole: a segment may grow past its share while there is room, and nobody is
 * forgotten before that many clients have come. In a full table a newcomer takes the place of the longest unused of 16
 * others: exactly the oldest in a small table, one of the younger half with a chance of 2<sup>-16</sup> in a large one.
 * That keeps as many of those who return as an order by last use would, without writing such an order at each look-up.
 *
 * <p>An entry costs 48 bytes of the capacity once all of it was in use (a reference being 4 bytes); slots grow as
 * clients come, each segment by itself, and do not shrink.
 *
 * <p>Time is passed in: whole seconds from an origin of the caller's choice, 0 to 2<sup>31</sup> - 1. Two threads may
 * differ a little: the last use never goes back, and what is before the origin counts as the origin.
 *
 * @param <S> a server; compared by identity
 */
final class TrackingTable<S> {
    /** The most clients a table can be made for. */
    static final int LARGEST = 10_000_000;

    private static final int SHARE = 4096;
    private static final int ROUND = 64;

    private final SipHash hash;
    private final Room room;
    private final TrackingSegment<S>[] segments;
    private final AtomicInteger swept = new AtomicInteger();

    /**
     * An empty table.
     *
     * @param capacity the most clients remembered, 1 to {@link #LARGEST}
     * @param ttlSeconds how long after its last use a client is forgotten; 0 for never
     */
    TrackingTable(int capacity, int ttlSeconds) {
        this(capacity, ttlSeconds, SipHash.random(), segments(capacity));
    }

    /** A table whose hash and segments are given: a power of two of them. */
    TrackingTable(int capacity, int ttlSeconds, SipHash hash, int segments) {
        if (capacity < 1 || capacity > LARGEST || ttlSeconds < 0) {
            throw new IllegalArgumentException(capacity + " clients for " + ttlSeconds + " s");
        }
        this.hash = hash;
        this.room = new Room(capacity);
        this.segments = array(segments);
        int share = capacity / segments;
        for (int i = 0; i < segments; i++) {
            this.segments[i] = new TrackingSegment<>(hash, room, share, ttlSeconds);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <S> TrackingSegment<S>[] array(int length) {
        return new TrackingSegment[length];
    }

    private static int segments(int capacity) {
        int segments = 1;
        while ((long) segments * SHARE < capacity) {
            segments *= 2;
        }
        return segments;
    }

    /**
     * The server of a client, which counts as a use; null for one who is not known or came too long ago. Allocates
     * nothing, and writes nothing but the second of the last use when it has changed.
     */
    @Nullable S find(long high, long low, int now) {
        long hashed = hash.of(high, low);
        return segment(hashed).find(hashed, high, low, now);
    }

    /** What {@link #find} would answer, without counting as a use. */
    @Nullable S peek(long high, long low, int now) {
        long hashed = hash.of(high, low);
        return segment(hashed).peek(hashed, high, low, now);
    }

    /** Remembers a client's server, instead of another it may have had; in a full table one long unused gives way. */
    void put(long high, long low, S server, int now) {
        long hashed = hash.of(high, low);
        while (!segment(hashed).put(hashed, high, low, server, Math.max(0, now))) {
            // Full, and this segment has nobody to give way: chance made it empty while others grew.
            for (int next = 1; next < segments.length && !segment(hashed + next).giveUp(); next++) {
                // the one after that, then
            }
        }
    }

    /** Clients remembered, among them some whose time may be over and who have not been swept out yet. */
    int size() {
        return room.taken();
    }

    /** Slots held in memory, 24 bytes each where a reference has 4. */
    int slots() {
        int slots = 0;
        for (TrackingSegment<S> segment : segments) {
            slots += segment.length();
        }
        return slots;
    }

    /** Forgets one client; whether it was known. */
    boolean forget(long high, long low) {
        long hashed = hash.of(high, low);
        return segment(hashed).forget(hashed, high, low);
    }

    /**
     * Forgets all clients of some servers: not for the path of a client, since it looks at every entry. One segment is
     * locked at a time; who comes behind it stays.
     *
     * @return how many went
     */
    int forgetIf(Predicate<? super S> servers) {
        int gone = 0;
        for (TrackingSegment<S> segment : segments) {
            gone += segment.forgetIf(servers);
        }
        return gone;
    }

    /**
     * Sweeps out clients whose time is over, a 64th of the table a call and one segment at least. Called once a second,
     * it returns the memory of the server objects a minute later; nobody is found after their time in any case.
     *
     * @return how many went
     */
    int expire(int now) {
        int gone = 0;
        for (int left = (segments.length + ROUND - 1) / ROUND; left > 0; left--) {
            gone += segment(swept.getAndIncrement()).expire(now);
        }
        return gone;
    }

    /** Shows every client: weakly consistent, no lock is held while the visitor works. */
    void each(Visitor<? super S> visitor) {
        for (TrackingSegment<S> segment : segments) {
            segment.copy().each(visitor);
        }
    }

    private TrackingSegment<S> segment(long hashed) {
        return segments[(int) hashed & (segments.length - 1)];
    }

    /** Looks at one client after another. */
    interface Visitor<S> {
        /** One client, its server, and the second it was last used. */
        void visit(long high, long low, S server, int lastUse);
    }

    /** How many more clients fit into all segments together. */
    static final class Room {
        private final int capacity;
        private final AtomicInteger taken = new AtomicInteger();

        Room(int capacity) {
            this.capacity = capacity;
        }

        /** Room for one more, before it comes; false when full, which reads and does not write. */
        boolean take() {
            int seen = taken.get();
            while (seen < capacity && !taken.compareAndSet(seen, seen + 1)) {
                seen = taken.get();
            }
            return seen < capacity;
        }

        /** Room given back, after they went. */
        void give(int clients) {
            taken.addAndGet(-clients);
        }

        int taken() {
            return taken.get();
        }
    }
}
