package nib.kernel;

import java.util.Arrays;

/**
 * Slots for 128-bit keys, each with a number of its own: open addressing with linear probing, without tombstones (Knuth,
 * The Art of Computer Programming, volume 3, section 6.4, algorithms L and R). Whoever owns it keeps it at most five
 * eighths full and writes alone. Others may read meanwhile, if they check afterwards that nobody wrote: a reader never
 * loops and never leaves the arrays, whatever it sees.
 */
class Slots {
    /** Instead of a slot: the key is not here. */
    static final int ABSENT = -1;

    private static final int FREE = -1;

    private final SipHash hash;
    private final long[] keys;
    private final int[] numbers;

    /** Free slots, one at least. */
    Slots(SipHash hash, int length) {
        this.hash = hash;
        this.keys = new long[2 * length];
        this.numbers = new int[length];
        Arrays.fill(numbers, FREE);
    }

    final int length() {
        return numbers.length;
    }

    /** Whether a key lives in this slot. */
    final boolean taken(int slot) {
        return numbers[slot] != FREE;
    }

    final long high(int slot) {
        return keys[2 * slot];
    }

    final long low(int slot) {
        return keys[2 * slot + 1];
    }

    final int number(int slot) {
        return numbers[slot];
    }

    /** Sets a key's number, 0 or more. */
    final void number(int slot, int number) {
        numbers[slot] = number;
    }

    /** The slot of a key, or {@link #ABSENT}. */
    final int find(long hashed, long high, long low) {
        int slot = home(hashed);
        for (int left = numbers.length; left > 0 && numbers[slot] != FREE; left--) {
            if (keys[2 * slot] == high && keys[2 * slot + 1] == low) {
                return slot;
            }
            slot = after(slot);
        }
        return ABSENT;
    }

    /** Gives a slot to a key that has none; one must be free. */
    final int add(long hashed, long high, long low, int number) {
        int slot = home(hashed);
        while (numbers[slot] != FREE) {
            slot = after(slot);
        }
        keys[2 * slot] = high;
        keys[2 * slot + 1] = low;
        numbers[slot] = number;
        return slot;
    }

    /** Frees a slot. Keys that probing had pushed past it move back, so the slot may be taken again at once. */
    final void remove(int slot) {
        int hole = slot;
        for (int at = after(hole); numbers[at] != FREE; at = after(at)) {
            int home = home(hash.of(high(at), low(at)));
            if (steps(home, at) >= steps(hole, at)) {
                move(at, hole);
                hole = at;
            }
        }
        clear(hole);
    }

    /** Takes in every key of others, with its number. */
    final void addAll(Slots others) {
        for (int slot = 0; slot < others.length(); slot++) {
            if (others.taken(slot)) {
                long high = others.high(slot);
                long low = others.low(slot);
                moved(others, slot, add(hash.of(high, low), high, low, others.number(slot)));
            }
        }
    }

    /** Lets a kind of slots with more in them bring that along. */
    void moved(Slots from, int there, int here) {}

    /** Leaves nothing in a slot. */
    void clear(int slot) {
        numbers[slot] = FREE;
    }

    private void move(int from, int to) {
        keys[2 * to] = keys[2 * from];
        keys[2 * to + 1] = keys[2 * from + 1];
        numbers[to] = numbers[from];
        moved(this, from, to);
    }

    /** Where a key would like to live: the upper half of its hash, scaled to the length (Lemire, 2016). */
    private int home(long hashed) {
        return (int) (((hashed >>> 32) * numbers.length) >>> 32);
    }

    private int after(int slot) {
        return slot + 1 == numbers.length ? 0 : slot + 1;
    }

    private int steps(int from, int to) {
        int steps = to - from;
        return steps < 0 ? steps + numbers.length : steps;
    }
}
