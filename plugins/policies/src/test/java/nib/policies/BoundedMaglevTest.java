package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nib.api.Client;
import nib.spi.Policy;
import nib.testkit.PolicyContract;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import org.junit.jupiter.api.Test;

class BoundedMaglevTest extends PolicyContract<Maglev.MaglevSettings> {
    private static final double LOAD = 1.25;

    @Override
    protected Policy.Provider<Maglev.MaglevSettings> provider() {
        return new Maglev();
    }

    @Override
    protected Maglev.MaglevSettings settings() {
        return new Maglev.MaglevSettings(Key.ADDRESS, 0, LOAD);
    }

    @Override
    protected boolean followsLoad() {
        return false;
    }

    /** Who meets the bound depends on who came first. */
    @Override
    protected int crowding() {
        return Integer.MAX_VALUE;
    }

    /** A client of a server without room looks at others: up to four in five of them have none either. */
    @Override
    protected int looks() {
        return 100;
    }

    @Property(tries = 20)
    void noServerHoldsMoreThanItsShareByTheFactorRoundedUp(@ForAll("healthy") TestPool pool, @ForAll long seed) {
        Policy.Chooser chooser = policy().over(pool.servers());
        int sum = pool.servers().stream().mapToInt(server -> server.weight()).sum();
        for (int i = 1; i <= 2000; i++) {
            int index = pool.take(chooser, TestClients.anywhere(seed + i));
            double share = (double) pool.server(index).weight() / sum;
            double most = Math.ceil(LOAD * i * share);
            assertTrue(pool.server(index).active() <= most, () -> pool.server(index) + " may hold " + most);
        }
    }

    @Test
    void oneClientAloneStaysWithItsServerAndACrowdBehindOneAddressIsSpread() {
        TestPool pool = TestPool.of(5);
        Policy.Chooser chooser = policy().over(pool.servers());
        Client client = TestClients.neighbour(1);
        int home = chooser.peek(client, pool.attempt());
        for (int i = 0; i < 1000; i++) {
            pool.take(chooser, client);
        }
        assertEquals(250, pool.server(home).active());
        for (int i = 0; i < 5; i++) {
            assertTrue(pool.server(i).active() <= 250);
        }
    }

    @Test
    void whenAllThatAreUsableAreAboveTheBoundTheClientIsServedAllTheSame() {
        TestPool pool = TestPool.of(10);
        pool.server(4).active(1000);
        Policy.Chooser chooser = policy().over(pool.servers());
        var attempt = pool.attempt();
        for (int i = 0; i < 10; i++) {
            if (i != 4) {
                attempt.close(i);
            }
        }
        assertEquals(4, chooser.choose(TestClients.neighbour(1), attempt));
    }
}
