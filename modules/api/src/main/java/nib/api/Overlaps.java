package nib.api;

import java.util.Arrays;
import java.util.PriorityQueue;

/** Blocks of one family in the order in which they count, and how they cut all addresses of that family. */
final class Overlaps {
    /** Of each block: first high, first low, last high, last low. */
    private long[] ends = new long[64];

    private int[] values = new int[16];
    private int size;
    private boolean inOrder = true;
    private final Ip least;
    private final Ip most;

    Overlaps(Ip least, Ip most) {
        this.least = least;
        this.most = most;
    }

    void add(Ip first, Ip last, int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            ends = Arrays.copyOf(ends, 8 * size);
        }
        inOrder &= size == 0 || compare(ends[4 * size - 2], ends[4 * size - 1], first.high(), first.low()) < 0;
        ends[4 * size] = first.high();
        ends[4 * size + 1] = first.low();
        ends[4 * size + 2] = last.high();
        ends[4 * size + 3] = last.low();
        values[size] = value;
        size++;
    }

    Cuts cut() {
        Cuts cuts = new Cuts();
        cuts.add(least.high(), least.low(), 0);
        if (inOrder) {
            for (int block = 0; block < size; block++) {
                cuts.add(ends[4 * block], ends[4 * block + 1], values[block]);
                endsAt(block, cuts, 0);
            }
        } else {
            sweep(cuts);
        }
        return cuts;
    }

    /** Walks over the beginnings and ends of all blocks; between two of them the first of the open blocks counts. */
    private void sweep(Cuts cuts) {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, block -> block);
        Arrays.sort(
                order, (one, other) -> compare(ends[4 * one], ends[4 * one + 1], ends[4 * other], ends[4 * other + 1]));
        PriorityQueue<Integer> open = new PriorityQueue<>();
        for (int block : order) {
            closeBefore(ends[4 * block], ends[4 * block + 1], open, cuts);
            open.add(block);
            cuts.add(ends[4 * block], ends[4 * block + 1], values[open.element()]);
        }
        closeBefore(most.high(), most.low(), open, cuts);
    }

    /** Lets go of blocks that end before an address, the one that counts first, and goes on with the next that is open. */
    private void closeBefore(long high, long low, PriorityQueue<Integer> open, Cuts cuts) {
        while (!open.isEmpty() && isBefore(open.element(), high, low)) {
            int over = open.remove();
            while (!open.isEmpty() && !isBefore(over, open.element())) {
                open.remove(); // hidden by the other to its end
            }
            endsAt(over, cuts, open.isEmpty() ? 0 : values[open.element()]);
        }
    }

    private void endsAt(int block, Cuts cuts, int next) {
        long high = ends[4 * block + 2];
        long low = ends[4 * block + 3];
        if (compare(high, low, most.high(), most.low()) < 0) {
            cuts.add(low == -1 ? high + 1 : high, low + 1, next);
        }
    }

    private boolean isBefore(int block, long high, long low) {
        return compare(ends[4 * block + 2], ends[4 * block + 3], high, low) < 0;
    }

    private boolean isBefore(int block, int other) {
        return isBefore(block, ends[4 * other + 2], ends[4 * other + 3]);
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }
}
