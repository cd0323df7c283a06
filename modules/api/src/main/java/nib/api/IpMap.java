package nib.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says something about addresses: an immutable map from {@linkplain Block blocks} to values. All addresses are cut into
 * ranges that are answered alike, so that a look-up is one binary search without allocation, however the blocks lie in
 * each other. Takes 8 bytes for a range of IPv4 and 20 for one of IPv6.
 *
 * @param <T> what is said; values that are equal are kept once
 */
public final class IpMap<T> {
    /** From so many ranges on, an index of the first 16 bits pays. */
    private static final int MANY = 512;

    private static final int[] NO_INDEX = {};

    private final List<@Nullable T> values;
    /** Where each range begins, in unsigned order; the first one is 0. */
    private final int[] starts;

    private final int[] said;
    /** The range that holds each number's first address, for the first 16 bits of an IPv4 address; may be empty. */
    private final int[] index;

    private final long[] highs;
    private final long[] lows;
    private final int[] saidWide;

    private IpMap(List<@Nullable T> values, Cuts narrow, Cuts wide) {
        this.values = values;
        this.starts = narrow.narrow();
        this.said = narrow.said();
        this.index = starts.length < MANY ? NO_INDEX : index(starts);
        this.highs = wide.highs();
        this.lows = wide.lows();
        this.saidWide = wide.said();
    }

    /** What is said about an address, or null. */
    public @Nullable T find(Ip ip) {
        return values.get(ip.isIpv4() ? said[range((int) ip.low())] : saidWide[range(ip.high(), ip.low())]);
    }

    /** The length of the largest prefix around an address of which the same is said; for IPv4 at least 96. */
    public int scope(Ip ip) {
        return ip.isIpv4() ? 96 + scope((int) ip.low()) : scope(ip.high(), ip.low());
    }

    /** The number of ranges that the addresses were cut into. */
    public int size() {
        return starts.length + highs.length;
    }

    private int range(int ip) {
        int low = 0;
        int high = starts.length;
        if (index.length > 0) {
            low = index[ip >>> 16];
            high = index[(ip >>> 16) + 1] + 1;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (Integer.compareUnsigned(starts[middle], ip) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int range(long ipHigh, long ipLow) {
        int low = 0;
        int high = highs.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(highs[middle], ipHigh);
            if (order < 0 || (order == 0 && Long.compareUnsigned(lows[middle], ipLow) <= 0)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int scope(int ip) {
        int range = range(ip);
        int before = range == 0 ? 0 : 1 + Integer.numberOfLeadingZeros(ip ^ (starts[range] - 1));
        int after = range == starts.length - 1 ? 0 : 1 + Integer.numberOfLeadingZeros(ip ^ starts[range + 1]);
        return Math.max(before, after);
    }

    private int scope(long high, long low) {
        int range = range(high, low);
        int before = 0;
        if (range > 0) {
            long start = lows[range];
            before = 1 + inCommon(high ^ (highs[range] - (start == 0 ? 1 : 0)), low ^ (start - 1));
        }
        int after = range == highs.length - 1 ? 0 : 1 + inCommon(high ^ highs[range + 1], low ^ lows[range + 1]);
        return Math.max(before, after);
    }

    private static int inCommon(long high, long low) {
        return high != 0 ? Long.numberOfLeadingZeros(high) : Long.SIZE + Long.numberOfLeadingZeros(low);
    }

    private static int[] index(int[] starts) {
        int[] index = new int[(1 << 16) + 1];
        int range = 0;
        for (int first = 0; first < 1 << 16; first++) {
            while (range + 1 < starts.length && Integer.compareUnsigned(starts[range + 1], first << 16) <= 0) {
                range++;
            }
            index[first] = range;
        }
        index[1 << 16] = starts.length - 1;
        return index;
    }

    /** Collects what is to be said. For one thread. */
    public static final class Builder<T> {
        private final Map<T, Integer> numbers = new HashMap<>();
        private final List<@Nullable T> values = new ArrayList<>();
        private final Overlaps narrow = new Overlaps(Ip.ofIpv4(0), Ip.ofIpv4(-1));
        private final Overlaps wide = new Overlaps(new Ip(0, 0), new Ip(-1, -1));

        /** Nothing said yet. */
        public Builder() {
            values.add(null);
        }

        /** Says something about addresses; where something was said before, that stays. */
        public Builder<T> add(Block block, T value) {
            (block.first().isIpv4() ? narrow : wide).add(block.first(), block.last(), number(value));
            return this;
        }

        private int number(T value) {
            Integer number = numbers.get(value);
            if (number == null) {
                number = values.size();
                numbers.put(value, number);
                values.add(value);
            }
            return number;
        }

        /** The map; takes O(n log n), or O(n) if the blocks came in order and without overlap. */
        public IpMap<T> build() {
            return new IpMap<>(new ArrayList<>(values), narrow.cut(), wide.cut());
        }
    }
}
