package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import nib.api.Client;
import nib.spi.Policy;

/** Who gets how many clients, and who should. */
final class Shares {
    private static final int CLIENTS_A_WEIGHT = 1000;
    private static final int WALKERS = 20_000;
    private static final double SPARE = 0.02;

    private final TestPool pool;
    private final int[] weights;
    private final int sum;
    private final int[] counts;

    /**
     * Nobody has got any yet.
     *
     * @param byWeight whether a share is the weight's; otherwise all are alike
     */
    Shares(TestPool pool, boolean byWeight) {
        this.pool = pool;
        this.weights = new int[pool.size()];
        Arrays.setAll(weights, i -> byWeight ? pool.server(i).weight() : 1);
        this.sum = Arrays.stream(weights).sum();
        this.counts = new int[pool.size()];
    }

    /** The share of a server, 0 to 1. */
    double due(int index) {
        return (double) weights[index] / sum;
    }

    /**
     * Lets clients in, half of the times neighbours and half of the times from anywhere.
     *
     * @param leave whether each goes before the next one comes
     */
    void fill(Policy.Chooser chooser, long seed, boolean leave) {
        for (int i = 0; i < CLIENTS_A_WEIGHT * sum; i++) {
            int index = pool.take(chooser, client(seed, i));
            counts[index]++;
            if (leave) {
                pool.giveBack(chooser, index);
            }
        }
    }

    /** Checks that each has its due, give or take that part of it and one client. */
    void assertWithin(double tolerance) {
        for (int i = 0; i < counts.length; i++) {
            double expected = (double) CLIENTS_A_WEIGHT * weights[i];
            assertEquals(
                    expected,
                    counts[i],
                    1 + expected * tolerance,
                    "clients of server " + i + " of weights " + Arrays.toString(weights));
        }
    }

    /** Checks that hardly anybody moves but the clients of a server that leaves. */
    void assertFewMove(Policy policy, int leaving, long seed) {
        Policy.Chooser before = policy.over(pool.servers());
        TestPool rest = pool.without(leaving);
        Policy.Chooser after = policy.over(rest.servers());
        int moved = 0;
        for (int i = 0; i < WALKERS; i++) {
            Client client = client(seed, i);
            int old = before.choose(client, pool.attempt());
            int now = after.choose(client, rest.attempt());
            if (pool.server(old) != rest.server(now)) {
                moved++;
            }
        }
        double part = (double) moved / WALKERS;
        double due = due(leaving);
        assertTrue(
                part <= due + SPARE,
                () -> String.format("%.3f of the clients moved when a share of %.3f left", part, due));
    }

    private static Client client(long seed, int number) {
        return (seed & 1) == 0
                ? TestClients.neighbour((int) (seed >>> 40) + number)
                : TestClients.anywhere(seed + number);
    }
}
