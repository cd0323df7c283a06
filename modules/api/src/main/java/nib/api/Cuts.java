package nib.api;

import java.util.Arrays;

/** Where ranges begin that are answered alike, in order, and the number of what is said from there on. */
final class Cuts {
    private long[] high = new long[16];
    private long[] low = new long[16];
    private int[] value = new int[16];
    private int size;

    /** From this address on, another thing is said. */
    void add(long atHigh, long atLow, int number) {
        boolean again = size > 0 && high[size - 1] == atHigh && low[size - 1] == atLow;
        if (again) {
            size--;
        }
        if (size > 0 && value[size - 1] == number) {
            return;
        }
        if (size == value.length) {
            high = Arrays.copyOf(high, 2 * size);
            low = Arrays.copyOf(low, 2 * size);
            value = Arrays.copyOf(value, 2 * size);
        }
        high[size] = atHigh;
        low[size] = atLow;
        value[size] = number;
        size++;
    }

    /** The last 32 bits of each beginning. */
    int[] narrow() {
        int[] narrow = new int[size];
        for (int i = 0; i < size; i++) {
            narrow[i] = (int) low[i];
        }
        return narrow;
    }

    long[] highs() {
        return Arrays.copyOf(high, size);
    }

    long[] lows() {
        return Arrays.copyOf(low, size);
    }

    int[] said() {
        return Arrays.copyOf(value, size);
    }
}
