package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import nib.spi.Policy;
import nib.spi.Settings;
import nib.testkit.PolicyContract;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import org.junit.jupiter.api.Test;

class RandomTest extends PolicyContract<Settings.None> {
    @Override
    protected Policy.Provider<Settings.None> provider() {
        return new Random();
    }

    @Override
    protected Settings.None settings() {
        return new Settings.None();
    }

    @Override
    protected boolean isSticky() {
        return false;
    }

    @Override
    protected boolean isConsistent() {
        return false;
    }

    @Override
    protected boolean followsLoad() {
        return false;
    }

    @Override
    protected boolean isDeterministic() {
        return false;
    }

    @Test
    void balancersThatStartTogetherDoNotMarchInStep() {
        TestPool pool = TestPool.of(10);
        Policy.Chooser here = policy().over(pool.servers());
        Policy.Chooser there = policy().over(pool.servers());
        int same = 0;
        for (int i = 0; i < 10_000; i++) {
            int one = here.choose(TestClients.neighbour(i), pool.attempt());
            if (one == there.choose(TestClients.neighbour(-i), pool.attempt())) {
                same++;
            }
        }
        assertEquals(1000, same, 200);
    }

    @Test
    void theClientsOfAServerThatFailsAreSpread() {
        TestPool pool = TestPool.of(5);
        Policy.Chooser chooser = policy().over(pool.servers());
        int[] counts = new int[5];
        for (int i = 0; i < 8000; i++) {
            counts[chooser.instead(TestClients.neighbour(i), pool.attempt().close(2), 2)]++;
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(i == 2 ? 0 : 2000, counts[i], 250);
        }
    }
}
