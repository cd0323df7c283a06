package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import nib.api.Client;
import nib.spi.Policy;
import nib.spi.Settings;
import nib.testkit.PolicyContract;
import nib.testkit.TestAttempt;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import org.junit.jupiter.api.Test;

class LeastConnectionsTest extends PolicyContract<Settings.None> {
    @Override
    protected Policy.Provider<Settings.None> provider() {
        return new LeastConnections();
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
    protected double tolerance() {
        return 0.001;
    }

    /** Each thread may be interrupted with one answer in hand, and with one match that it has half played. */
    @Override
    protected int crowding() {
        return 16;
    }

    @Test
    void aNewPoolDoesNotSendEverybodyToTheFirst() {
        assertSpread(TestPool.of(10), TestPool::take);
    }

    @Test
    void clientsThatGoAtOnceAreSpread() {
        assertSpread(TestPool.of(10), (pool, chooser, client) -> {
            int index = pool.take(chooser, client);
            pool.giveBack(chooser, index);
            return index;
        });
    }

    @Test
    void whoTakesNoLeasesIsSpreadToo() {
        assertSpread(TestPool.of(10), (pool, chooser, client) -> chooser.choose(client, pool.attempt()));
    }

    private interface Visit {
        int go(TestPool pool, Policy.Chooser chooser, Client client);
    }

    private void assertSpread(TestPool pool, Visit visit) {
        Policy.Chooser chooser = policy().over(pool.servers());
        int[] counts = new int[pool.size()];
        for (int i = 0; i < 40; i++) {
            counts[visit.go(pool, chooser, TestClients.neighbour(i))]++;
        }
        for (int count : counts) {
            assertEquals(4, count, 1);
        }
    }

    @Test
    void idleServersAreAskedByWeight() {
        TestPool pool = TestPool.ofWeights(1, 3);
        Policy.Chooser chooser = policy().over(pool.servers());
        int[] counts = new int[2];
        for (int i = 0; i < 400; i++) {
            int index = pool.take(chooser, TestClients.neighbour(i));
            pool.giveBack(chooser, index);
            counts[index]++;
        }
        assertEquals(100, counts[0], 1);
    }

    @Test
    void aServerThatIsGivenBackToIsFoundAmongTenThousand() {
        TestPool pool = TestPool.of(10_000);
        for (int i = 0; i < pool.size(); i++) {
            pool.server(i).active(2);
        }
        Policy.Chooser chooser = policy().over(pool.servers());
        for (int index : new int[] {0, 1, 4711, 8191, 8192, 9999}) {
            pool.giveBack(chooser, index);
            assertEquals(index, pool.take(chooser, TestClients.neighbour(index)));
        }
    }

    @Test
    void aLimitThatIsReachedSortsLast() {
        TestPool pool = TestPool.of(3);
        pool.server(0).max(1);
        pool.server(1).active(5);
        pool.server(2).active(5);
        Policy.Chooser chooser = policy().over(pool.servers());
        assertEquals(0, pool.take(chooser, TestClients.neighbour(1)));
        TestAttempt attempt = pool.attempt();
        assertNotEquals(0, chooser.choose(TestClients.neighbour(2), attempt));
        assertEquals(1, attempt.questions(), "found at the root");
    }
}
