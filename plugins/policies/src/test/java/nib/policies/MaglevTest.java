package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nib.api.Client;
import nib.spi.Complaint;
import nib.spi.Policy;
import nib.testkit.PolicyContract;
import nib.testkit.TestAttempt;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import nib.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaglevTest extends PolicyContract<Maglev.MaglevSettings> {
    @Override
    protected Policy.Provider<Maglev.MaglevSettings> provider() {
        return new Maglev();
    }

    @Override
    protected Maglev.MaglevSettings settings() {
        return new Maglev.MaglevSettings(Key.ADDRESS, 0, 0);
    }

    @Override
    protected boolean followsLoad() {
        return false;
    }

    @Test
    void balancersThatListTheServersInAnotherOrderAgree() {
        List<TestServer> servers = new ArrayList<>(TestServer.some(20));
        for (int i = 0; i < 20; i++) {
            servers.get(i).weight(1 + i % 3);
        }
        TestPool here = new TestPool(servers);
        Collections.shuffle(servers, new Random(5));
        TestPool there = new TestPool(servers);
        Policy.Chooser one = policy().over(here.servers());
        Policy.Chooser other = policy().over(there.servers());
        for (int i = 0; i < 1000; i++) {
            Client client = TestClients.anywhere(i);
            assertSame(
                    here.server(one.choose(client, here.attempt())),
                    there.server(other.choose(client, there.attempt())));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 65537", "655, 65537", "656, 262147", "10000, 1048583", "100000, 16777259", "1000000, 16777259"})
    void theTableHasAHundredPlacesAServerAndGrowsInFewSteps(int servers, int size) {
        assertEquals(size, MaglevTable.sizeFor(servers));
        assertTrue(Primes.isPrime(size));
    }

    @Test
    void aServerThatGoesDownAtAStepOfTheTableMovesFew() {
        Policy policy = policy();
        TestPool pool = TestPool.of(656);
        TestPool rest = pool.without(300);
        Policy.Chooser before = policy.over(pool.servers());
        Policy.Chooser after = policy.over(rest.servers());
        int moved = 0;
        for (int i = 0; i < 10_000; i++) {
            Client client = TestClients.neighbour(i);
            if (pool.server(before.choose(client, pool.attempt()))
                    != rest.server(after.choose(client, rest.attempt()))) {
                moved++;
            }
        }
        assertTrue(moved < 200, moved + " of 10000 moved");
    }

    @Test
    void theClientsOfAServerThatFailsAreSpreadAndEachGoesToOne() {
        TestPool pool = TestPool.of(10);
        Policy.Chooser chooser = policy().over(pool.servers());
        int[] counts = new int[10];
        for (int i = 0; i < 20_000; i++) {
            Client client = TestClients.neighbour(i);
            TestAttempt attempt = pool.attempt();
            if (chooser.choose(client, attempt) == 3) {
                int instead = chooser.instead(client, attempt.close(3), 3);
                assertEquals(instead, chooser.instead(client, pool.attempt().close(3), 3));
                counts[instead]++;
            }
        }
        for (int i = 0; i < 10; i++) {
            assertEquals(i == 3 ? 0 : 222, counts[i], 90, "took over by " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"65536, 65537", "4, 5", "1, 2"})
    void aTableThatIsNoPrimeIsRefusedWithTheNextThatIs(int table, int right) {
        Complaint complaint = assertThrows(
                Complaint.class, () -> provider().create(new Maglev.MaglevSettings(Key.ADDRESS, table, 0)));
        assertEquals("table", complaint.setting());
        assertTrue(complaint.toString().contains("such as " + right + ","), complaint::toString);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, Double.NaN, -1})
    void aBoundBelowAFairShareIsRefused(double load) {
        Complaint complaint =
                assertThrows(Complaint.class, () -> provider().create(new Maglev.MaglevSettings(Key.ADDRESS, 0, load)));
        assertEquals("load", complaint.setting());
    }
}
