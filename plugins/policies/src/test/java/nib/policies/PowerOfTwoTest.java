package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nib.spi.Policy;
import nib.spi.Settings;
import nib.testkit.PolicyContract;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import org.junit.jupiter.api.Test;

class PowerOfTwoTest extends PolicyContract<Settings.None> {
    @Override
    protected Policy.Provider<Settings.None> provider() {
        return new PowerOfTwo();
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
    void theBusiestServerIsNeverTakenWhileTwoCanBeDrawn() {
        TestPool pool = TestPool.of(10);
        pool.server(7).active(1000);
        Policy.Chooser chooser = policy().over(pool.servers());
        int chosen = 0;
        for (int i = 0; i < 10_000; i++) {
            if (chooser.choose(TestClients.neighbour(i), pool.attempt()) == 7) {
                chosen++;
            }
        }
        assertTrue(chosen <= 20, "four draws in a row fell on it " + chosen + " times");
    }

    @Test
    void leasesStayNearlyEven() {
        TestPool pool = TestPool.of(100);
        Policy.Chooser chooser = policy().over(pool.servers());
        for (int i = 0; i < 100_000; i++) {
            pool.take(chooser, TestClients.neighbour(i));
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(1000, pool.server(i).active(), 12, "by lot alone the spread would be about 100");
        }
    }
}
