package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import nib.spi.Policy;
import nib.spi.Settings;
import nib.testkit.PolicyContract;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import org.junit.jupiter.api.Test;

class RoundRobinTest extends PolicyContract<Settings.None> {
    @Override
    protected Policy.Provider<Settings.None> provider() {
        return new RoundRobin();
    }

    @Override
    protected Settings.None settings() {
        return new Settings.None();
    }

    @Override
    protected boolean respectsWeights() {
        return false;
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
    void beginsAtTheFirstAndGoesOnWhereItWasWhenServersChange() {
        Policy policy = policy();
        TestPool three = TestPool.of(3);
        Policy.Chooser before = policy.over(three.servers());
        assertEquals(0, before.choose(TestClients.neighbour(1), three.attempt()));
        assertEquals(1, before.choose(TestClients.neighbour(1), three.attempt()));
        TestPool four = TestPool.of(4);
        assertEquals(2, policy.over(four.servers()).choose(TestClients.neighbour(1), four.attempt()));
    }
}
