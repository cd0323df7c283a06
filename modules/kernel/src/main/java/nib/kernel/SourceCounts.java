package nib.kernel;

import java.util.HashMap;
import java.util.Map;

/**
 * How many connections each source holds now. A source is 128 bits: a client's address, cut to a prefix where the
 * limit is one for prefixes. Exact under any number of threads; holds nothing for a source without connections.
 */
final class SourceCounts {
    private record Key(long high, long low) {}

    private final Map<Key, Integer> counts = new HashMap<>();

    /**
     * Counts one more connection, unless that would be too many.
     *
     * @param limit the most at once, 1 or more; 0 for no limit
     * @return whether it was counted; if so, {@link #give} must follow once
     */
    synchronized boolean take(long high, long low, int limit) {
        int now = get(high, low);
        if (limit > 0 && now >= limit) {
            return false;
        }
        counts.put(new Key(high, low), now + 1);
        return true;
    }

    /**
     * Counts one connection less.
     *
     * @throws IllegalStateException if the source holds none: it was given back twice
     */
    synchronized void give(long high, long low) {
        int now = get(high, low);
        if (now == 0) {
            throw new IllegalStateException("given back more often than taken");
        }
        if (now == 1) {
            counts.remove(new Key(high, low));
        } else {
            counts.put(new Key(high, low), now - 1);
        }
    }

    /** Connections that a source holds now. */
    synchronized int get(long high, long low) {
        return counts.getOrDefault(new Key(high, low), 0);
    }

    /** Sources that hold a connection now. */
    synchronized int size() {
        return counts.size();
    }
}
