package nib.policies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nib.api.Server;
import nib.spi.Policy;
import nib.spi.Settings;
import nib.testkit.PolicyContract;
import nib.testkit.TestAttempt;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import org.junit.jupiter.api.Test;

class PriorityTest extends PolicyContract<Priority.PrioritySettings> {
    @Override
    protected Policy.Provider<Priority.PrioritySettings> provider() {
        return new Priority();
    }

    @Override
    protected Priority.PrioritySettings settings() {
        return new Priority.PrioritySettings(new RoundRobin().create(new Settings.None()));
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

    /** The attempt as the other policy sees it. */
    @Override
    protected int garbage() {
        return 24;
    }

    @Override
    protected double tolerance() {
        return 0.001;
    }

    @Test
    void aRankIsAskedWhenNobodyBeforeItCanTakeTheClient() {
        TestPool pool = TestPool.of(4);
        pool.server(0).priority(2);
        pool.server(1).priority(1).max(2);
        pool.server(2).priority(1).max(1);
        pool.server(3).priority(7);
        Policy.Chooser chooser = policy().over(pool.servers());
        for (int i = 0; i < 5; i++) {
            pool.take(chooser, TestClients.neighbour(i));
        }
        assertEquals(2, pool.server(1).active());
        assertEquals(1, pool.server(2).active());
        assertEquals(2, pool.server(0).active());
        assertEquals(0, pool.server(3).active());
        assertEquals(3, chooser.choose(TestClients.neighbour(9), pool.attempt().close(0)));
    }

    @Test
    void amongEqualsTheOtherPolicyChooses() {
        TestPool pool = TestPool.of(6);
        for (int i = 0; i < 6; i++) {
            pool.server(i).priority(i % 2).active(i == 3 ? 0 : 5);
        }
        Policy.Chooser chooser = leastAmongEquals().over(pool.servers());
        pool.server(4).active(1);
        chooser.changed(4);
        assertEquals(
                4, chooser.choose(TestClients.neighbour(1), pool.attempt()), "told of a change by the place there");
        TestAttempt even = pool.attempt().close(0).close(2).close(4);
        assertEquals(3, chooser.choose(TestClients.neighbour(1), even));
    }

    @Test
    void allClientsGoToTheFirstRankIfTheOtherPolicyKnowsTheirShares() {
        TestPool pool = TestPool.of(4);
        pool.server(1).priority(3);
        Policy maglev = new Maglev().create(new Maglev.MaglevSettings(Key.ADDRESS, 0, 0));
        Policy.Chooser tells =
                new Priority().create(new Priority.PrioritySettings(maglev)).over(pool.servers());
        assertEquals(0, tells.share(1));
        assertEquals(1, tells.share(0) + tells.share(2) + tells.share(3), 1e-9);
        assertEquals(1.0 / 3, tells.share(2), 0.01);
        Policy.Chooser doesNot = policy().over(pool.servers());
        assertTrue(Double.isNaN(doesNot.share(0)) && Double.isNaN(doesNot.share(1)));
    }

    @Test
    void theOtherPolicyTakesOverTheClientsOfAServerThatFailsWhileItsRankLasts() {
        TestPool pool = TestPool.of(4);
        pool.server(0).priority(3);
        Policy.Chooser chooser = policy().over(pool.servers());
        TestAttempt attempt = pool.attempt().close(2);
        assertEquals(3, chooser.instead(TestClients.neighbour(1), attempt, 2));
        assertEquals(1, chooser.instead(TestClients.neighbour(1), attempt.close(3), 3));
        assertEquals(0, chooser.instead(TestClients.neighbour(1), attempt.close(1), 1));
    }

    @Test
    void theOtherPolicyKnowsHowManyLeasesItsRankHolds() {
        TestPool pool = TestPool.of(6);
        for (int i = 0; i < 6; i++) {
            pool.server(i).priority(i / 3);
        }
        Maglev.MaglevSettings bounded = new Maglev.MaglevSettings(Key.ADDRESS, 0, 1.5);
        Policy policy = new Priority().create(new Priority.PrioritySettings(new Maglev().create(bounded)));
        Policy.Chooser chooser = policy.over(pool.servers());
        for (int i = 0; i < 300; i++) {
            pool.take(chooser, TestClients.neighbour(1));
        }
        int[] active = pool.servers().stream().mapToInt(Server::active).sorted().toArray();
        assertArrayEquals(new int[] {0, 0, 0, 0, 150, 150}, active, "half as much again as the share of its rank");
    }

    private static Policy leastAmongEquals() {
        Policy least = new LeastConnections().create(new Settings.None());
        return new Priority().create(new Priority.PrioritySettings(least));
    }
}
