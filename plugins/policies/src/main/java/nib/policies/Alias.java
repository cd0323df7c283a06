package nib.policies;

import nib.spi.Policy;

/**
 * Draws by weight in constant time: the alias method (Walker 1977, built as in M. D. Vose, A linear algorithm for
 * generating random numbers with a given distribution, IEEE Transactions on Software Engineering 17, 1991). In whole
 * numbers, so that every weight has exactly its chance.
 */
final class Alias {
    private static final int DRAWS = 8;

    private final int[] other;
    private final long[] own;
    private final long sum;

    /** A draw among at least one weight; each is at least 1. */
    Alias(Weights weights) {
        int size = weights.size();
        this.sum = weights.sum();
        this.other = new int[size];
        this.own = new long[size];
        int[] stack = new int[size];
        int small = 0;
        int large = size;
        for (int i = 0; i < size; i++) {
            own[i] = (long) weights.of(i) * size;
            if (own[i] < sum) {
                stack[small++] = i;
            } else {
                stack[--large] = i;
            }
        }
        while (small > 0 && large < size) {
            int poor = stack[--small];
            int rich = stack[large];
            other[poor] = rich;
            own[rich] -= sum - own[poor];
            if (own[rich] < sum) {
                large++;
                stack[small++] = rich;
            }
        }
    }

    /** The index that a random number leads to. */
    int draw(long random) {
        int column = (int) Long.remainderUnsigned(random, other.length);
        long coin = Long.remainderUnsigned(Mix.mix(random), sum);
        return coin < own[column] ? column : other[column];
    }

    /** The same, again and again until the server is usable; if that takes too long, the next one in order. */
    int draw(long random, Policy.Attempt attempt) {
        int index = draw(random);
        for (int i = 0; i < DRAWS && !attempt.usable(index); i++) {
            index = draw(Mix.another(random, i));
        }
        return attempt.next(index);
    }
}
