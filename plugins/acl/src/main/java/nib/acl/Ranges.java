package nib.acl;

import java.util.List;
import java.util.stream.LongStream;
import nib.api.Ip;
import nib.api.Verdict;

/**
 * All addresses, cut into ranges that are answered alike. Which of several entries comes first is settled when the
 * ranges are cut, so that a look-up is one binary search, whatever the order of the entries: 14 steps for 10,000 of
 * them. Immutable but for the verdicts that the answers make.
 */
final class Ranges {
    /** Bits of an address. */
    static final int BITS = 128;

    /** Where each range begins: high and low in turn, in unsigned order; the first is 0. */
    private final long[] starts;

    private final Answer[] answers;

    /** Ranges that begin there, each up to the next and the last one to the end; made by {@link Cutter}. */
    Ranges(List<Ip> starts, List<Answer> answers) {
        this.starts = starts.stream()
                .flatMapToLong(ip -> LongStream.of(ip.high(), ip.low()))
                .toArray();
        this.answers = answers.toArray(Answer[]::new);
    }

    /** What is answered to a client, with the largest block around it that is answered alike. */
    Verdict find(long high, long low) {
        int range = rangeOf(high, low);
        int scope = 0;
        if (range > 0) {
            long start = starts[2 * range + 1];
            scope = 1 + inCommon(high, low, starts[2 * range] - (start == 0 ? 1 : 0), start - 1);
        }
        if (range < answers.length - 1) {
            scope = Math.max(scope, 1 + inCommon(high, low, starts[2 * range + 2], starts[2 * range + 3]));
        }
        return answers[range].verdict(scope);
    }

    private int rangeOf(long high, long low) {
        int range = 0;
        for (int step = Integer.highestOneBit(answers.length); step > 0; step >>>= 1) {
            int next = range + step;
            if (next < answers.length && startsAtOrBefore(next, high, low)) {
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
