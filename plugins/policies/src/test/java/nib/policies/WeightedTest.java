package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import nib.spi.Policy;
import nib.spi.Settings;
import nib.testkit.PolicyContract;
import nib.testkit.TestAttempt;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import org.junit.jupiter.api.Test;

class WeightedTest extends PolicyContract<Settings.None> {
    @Override
    protected Policy.Provider<Settings.None> provider() {
        return new Weighted();
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
    protected double tolerance() {
        return 0.001;
    }

    @Test
    void goesOnWhereItWasWhenServersChange() {
        Policy policy = policy();
        TestPool pool = TestPool.ofWeights(5, 1, 1);
        Policy.Chooser before = policy.over(pool.servers());
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            turns.add(before.choose(TestClients.neighbour(i), pool.attempt()));
        }
        Policy.Chooser after = policy.over(pool.servers());
        for (int i = 0; i < 3; i++) {
            turns.add(after.choose(TestClients.neighbour(i), pool.attempt()));
        }
        assertEquals(List.of(0, 0, 1, 0, 0, 2, 0), turns);
    }

    @Test
    void theClientsOfAServerThatFailsAreSpreadByWeight() {
        TestPool pool = TestPool.ofWeights(4, 1, 2, 1);
        Policy.Chooser chooser = policy().over(pool.servers());
        int[] counts = new int[4];
        for (int i = 0; i < 8000; i++) {
            TestAttempt attempt = pool.attempt();
            int first = chooser.choose(TestClients.neighbour(i), attempt);
            int last = first == 0 ? chooser.instead(TestClients.neighbour(i), attempt.close(0), 0) : first;
            counts[last]++;
        }
        assertEquals(0, counts[0]);
        assertEquals(4000, counts[2], 1000);
        assertEquals(2000, counts[1], 1000);
        assertEquals(2000, counts[3], 1000);
    }
}
