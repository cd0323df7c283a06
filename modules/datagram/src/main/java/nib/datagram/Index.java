package nib.datagram;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds a session by who writes to whom, without an object for the question. Chains in a table that grows; the mixing
 * begins with a number that nobody outside knows, since clients choose their addresses.
 */
final class Index<O> {
    private static final long PRIME = 0x9e3779b97f4a7c15L;
    private static final int SMALLEST = 64;

    private final long seed = ThreadLocalRandom.current().nextLong();
    private @Nullable Session<O>[] heads = heads(SMALLEST);
    private int size;

    @SuppressWarnings("unchecked")
    private static <O> @Nullable Session<O>[] heads(int count) {
        return (@Nullable Session<O>[]) new Session<?>[count];
    }

    @Nullable Session<O> find(long high, long low, int port, long localHigh, long localLow) {
        Session<O> one = heads[place(hash(high, low, port, localHigh, localLow))];
        while (one != null && !one.peers.is(high, low, port, localHigh, localLow)) {
            one = one.chained;
        }
        return one;
    }

    /** Adds one whose peers nobody else has here. */
    void add(Session<O> session) {
        if (size == heads.length) {
            grow();
        }
        size++;
        put(session);
    }

    private void put(Session<O> session) {
        int place = place(hash(session.peers));
        session.chained = heads[place];
        heads[place] = session;
    }

    /** Takes one out; one that is not here stays as it is. */
    void remove(Session<O> session) {
        int place = place(hash(session.peers));
        Session<O> before = null;
        for (Session<O> one = heads[place]; one != null; one = one.chained) {
            if (one == session) {
                if (before == null) {
                    heads[place] = one.chained;
                } else {
                    before.chained = one.chained;
                }
                one.chained = null;
                size--;
                return;
            }
            before = one;
        }
    }

    private void grow() {
        @Nullable Session<O>[] old = heads;
        heads = heads(2 * old.length);
        for (Session<O> head : old) {
            Session<O> one = head;
            while (one != null) {
                Session<O> next = one.chained;
                put(one);
                one = next;
            }
        }
    }

    private int place(long hash) {
        return (int) hash & heads.length - 1;
    }

    private long hash(Peers peers) {
        return hash(peers.high(), peers.low(), peers.port(), peers.localHigh(), peers.localLow());
    }

    private long hash(long high, long low, int port, long localHigh, long localLow) {
        long hash = mix(seed ^ low);
        hash = mix(hash ^ high);
        hash = mix(hash ^ port);
        hash = mix(hash ^ localLow);
        return mix(hash ^ localHigh);
    }

    /** The finish of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mix(long bits) {
        long mixed = bits + PRIME;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
