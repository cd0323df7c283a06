package nib.acl;

import java.util.List;
import java.util.stream.LongStream;
import nib.api.Ip;
import nib.api.Verdict;

/**
 * All addresses, cut into ranges that are answered alike. Which of several entries comes first is settled when the
 * ranges are cut, so that a look-up is one binary search, whatever the order of the entries: 14 steps for 10,000 of
 * them. Immutable.
 */
final class Ranges {
    /** Where each range begins: high and low in turn, in unsigned order; the first is 0. */
    private final long[] starts;

    private final Verdict[] verdicts;

    /** Ranges that begin there, each up to the next and the last one to the end; made by {@link Cutter}. */
    Ranges(List<Ip> starts, List<Verdict> verdicts) {
        this.starts = starts.stream()
                .flatMapToLong(ip -> LongStream.of(ip.high(), ip.low()))
                .toArray();
        this.verdicts = verdicts.toArray(Verdict[]::new);
    }

    /** What is answered to a client. */
    Verdict find(long high, long low) {
        return verdicts[rangeOf(high, low)];
    }

    /** The length of the largest block around a client that is answered alike. */
    int scope(long high, long low) {
        int range = rangeOf(high, low);
        int scope = 0;
        if (range > 0) {
            long start = starts[2 * range + 1];
            scope = 1 + inCommon(high, low, starts[2 * range] - (start == 0 ? 1 : 0), start - 1);
        }
        if (range < verdicts.length - 1) {
            scope = Math.max(scope, 1 + inCommon(high, low, starts[2 * range + 2], starts[2 * range + 3]));
        }
        return scope;
    }

    private int rangeOf(long high, long low) {
        int range = 0;
        for (int step = Integer.highestOneBit(verdicts.length); step > 0; step >>>= 1) {
            int next = range + step;
            if (next < verdicts.length && startsAtOrBefore(next, high, low)) {
                range = next;
            }
        }
        return range;
    }

    private boolean startsAtOrBefore(int range, long high, long low) {
        int order = Long.compareUnsigned(starts[2 * range], high);
        return order < 0 || (order == 0 && Long.compareUnsigned(starts[2 * range + 1], low) <= 0);
    }

    /** The leading bits that two addresses share. */
    private static int inCommon(long high, long low, long otherHigh, long otherLow) {
        long differ = high ^ otherHigh;
        return differ != 0 ? Long.numberOfLeadingZeros(differ) : Long.SIZE + Long.numberOfLeadingZeros(low ^ otherLow);
    }
}
