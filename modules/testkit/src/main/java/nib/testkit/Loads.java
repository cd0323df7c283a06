package nib.testkit;

import static nib.spi.Policy.Chooser.NONE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Random;
import nib.api.Client;
import nib.spi.Policy;

/** What the contract of policies says about servers that are busy. */
final class Loads {
    private Loads() {}

    /** The servers that may be chosen now. */
    static BitSet usable(TestPool pool, Policy.Attempt attempt) {
        BitSet usable = new BitSet();
        for (int i = 0; i < pool.size(); i++) {
            usable.set(i, attempt.usable(i));
        }
        return usable;
    }

    /** Checks that no usable server has fewer leases for its weight than the chosen one. */
    static void assertLeast(TestPool pool, Policy.Attempt attempt, int index, boolean weights) {
        BitSet usable = usable(pool, attempt);
        assertTrue(index == NONE ? usable.isEmpty() : usable.get(index), () -> index + " of " + usable);
        usable.stream().forEach(other -> {
            long mine = (long) pool.server(index).active()
                    * (weights ? pool.server(other).weight() : 1);
            long theirs = (long) pool.server(other).active()
                    * (weights ? pool.server(index).weight() : 1);
            assertTrue(mine <= theirs, () -> "chose " + pool.server(index) + " before " + pool.server(other));
        });
    }

    /** One of many threads: takes leases, gives them back in any order, ends with some of them held. */
    static void comeAndGo(TestPool pool, Policy.Chooser chooser, Random random) {
        Deque<Integer> held = new ArrayDeque<>();
        for (int i = 0; i < 3000; i++) {
            if (held.size() < 20 && random.nextInt(5) < 3) {
                int index = pool.take(chooser, TestClients.anywhere(random.nextInt(1000)));
                if (index != NONE) {
                    held.add(index);
                }
            } else if (!held.isEmpty()) {
                pool.giveBack(chooser, random.nextBoolean() ? held.removeFirst() : held.removeLast());
            }
        }
    }

    /**
     * Many threads choose at once, for long enough to be interrupted in the middle also where cores are few.
     *
     * @return how many clients each thread brought
     */
    static int[] rush(TestPool pool, Policy.Chooser chooser, int threads) {
        int[] came = new int[threads];
        Crowd.of(threads, thread -> {
            Deadline deadline = Deadline.in(Duration.ofMillis(250));
            for (int i = 0; i < 10_000 || deadline.left() > 0; i++) {
                pool.take(chooser, client(thread, i));
                came[thread] = i + 1;
            }
        });
        return came;
    }

    /** The client that a thread of a {@link #rush} brings. */
    static Client client(int thread, int number) {
        return TestClients.neighbour((thread << 20) + number);
    }
}
