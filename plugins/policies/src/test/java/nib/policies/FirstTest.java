package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import nib.spi.Policy;
import nib.spi.Settings;
import nib.testkit.PolicyContract;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import org.junit.jupiter.api.Test;

class FirstTest extends PolicyContract<Settings.None> {
    @Override
    protected Policy.Provider<Settings.None> provider() {
        return new First();
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
    protected boolean isFair() {
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

    @Test
    void fillsOneServerAfterTheOther() {
        TestPool pool = TestPool.of(3);
        pool.server(0).max(2);
        pool.server(1).max(3);
        Policy.Chooser chooser = policy().over(pool.servers());
        for (int i = 0; i < 10; i++) {
            pool.take(chooser, TestClients.neighbour(i));
        }
        assertEquals(2, pool.server(0).active());
        assertEquals(3, pool.server(1).active());
        assertEquals(5, pool.server(2).active());
        pool.giveBack(chooser, 0);
        assertEquals(0, pool.take(chooser, TestClients.neighbour(99)));
    }
}
