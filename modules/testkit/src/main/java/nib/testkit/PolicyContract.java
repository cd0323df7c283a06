package nib.testkit;

import static nib.spi.Policy.Chooser.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import nib.api.Client;
import nib.spi.Policy;
import org.junit.jupiter.api.Test;

/**
 * What every policy keeps. A test of a policy extends this, supplies the provider and its settings, and overrides what
 * the policy does not claim.
 *
 * <pre>{@code
 * class CoinTest extends PolicyContract<CoinSettings> {
 *     @Override protected Policy.Provider<CoinSettings> provider() { return new Coin(); }
 *     @Override protected CoinSettings settings() { return new CoinSettings(0.5); }
 *     @Override protected boolean isSticky() { return false; }
 * }
 * }</pre>
 *
 * @param <S> the plugin's record of settings
 */
public abstract class PolicyContract<S extends Record> extends PluginContract<S> {
    private static final int THREADS = 8;

    /** For subclasses. */
    protected PolicyContract() {}

    @Override
    protected abstract Policy.Provider<S> provider();

    /** Whether a server gets its share by weight; otherwise all get the same. */
    protected boolean respectsWeights() {
        return true;
    }

    /** Whether servers get their shares, as {@link #tolerance} says. */
    protected boolean isFair() {
        return true;
    }

    /**
     * The most that a server may get more or less than its due after 1,000 choices for each unit of weight, as a part
     * of its due. The usual 0.2 is what hashing can promise; a policy that counts promises 0.01.
     */
    protected double tolerance() {
        return 0.2;
    }

    /** Whether a client comes to the same server whenever it comes, and through another balancer of the same settings. */
    protected boolean isSticky() {
        return true;
    }

    /** Whether hardly any clients but its own move when a server leaves. */
    protected boolean isConsistent() {
        return true;
    }

    /** Whether it goes where the fewest leases are held, relative to the weight. */
    protected boolean followsLoad() {
        return true;
    }

    /** Whether the same questions in the same order get the same answers from two fresh choosers. */
    protected boolean isDeterministic() {
        return true;
    }

    /** How many clients more or less a server may get when {@value #THREADS} threads choose at once. */
    protected int crowding() {
        return 0;
    }

    /** How many servers it may look at for one client while all are usable. */
    protected int looks() {
        return 2;
    }

    /** How many bytes it may allocate for one client; a choice is made for every connection or datagram. */
    protected int garbage() {
        return 0;
    }

    /** The policy under test. */
    protected final Policy policy() {
        return provider().create(settings());
    }

    @Override
    final Object part() {
        return policy();
    }

    /** A chooser is built off the path of clients, but it is still a value. */
    @Test
    public void preparingForServersStartsNoThreadAndOpensNothing() {
        TestPool pool = TestPool.of(20);
        Footprint.assertNone("over", () -> policy().over(pool.servers()));
    }

    /** All servers may be down. */
    @Test
    public void amongNoServersItChoosesNone() {
        TestPool pool = TestPool.of(0);
        Policy.Chooser chooser = policy().over(List.of());
        assertEquals(NONE, chooser.choose(TestClients.neighbour(1), pool.attempt()));
        assertEquals(NONE, chooser.peek(TestClients.neighbour(1), pool.attempt()));
    }

    /** A server that is down, full, tried before or closed to the client is of no use to it. */
    @Property(tries = 300)
    public void itChoosesOneThatIsUsableAndNoneOnlyIfThereIsNone(
            @ForAll("pools") TestPool pool, @ForAll("clients") Client client, @ForAll Random random) {
        Policy.Chooser chooser = policy().over(pool.servers());
        for (int i = 0; i < 20; i++) {
            TestAttempt attempt = someClosed(pool, random);
            assertUsable(pool, attempt, chooser.choose(client, attempt));
        }
    }

    /** A policy may stand within another, which has it choose among several parts of a pool. */
    @Property(tries = 50)
    public void choosersForDifferentServersDoNotDisturbEachOther(
            @ForAll("pools") TestPool left, @ForAll("pools") TestPool right, @ForAll Random random) {
        Policy policy = policy();
        Policy.Chooser onLeft = policy.over(left.servers());
        Policy.Chooser onRight = policy.over(right.servers());
        for (int i = 0; i < 20; i++) {
            TestAttempt attempt = someClosed(left, random);
            assertUsable(left, attempt, onLeft.choose(TestClients.anywhere(i), attempt));
            attempt = someClosed(right, random);
            assertUsable(right, attempt, onRight.choose(TestClients.anywhere(i), attempt));
        }
    }

    /** Failover must not give up while there is hope, and must end. */
    @Property(tries = 200)
    public void aClientThatFailsEverywhereHasTriedEveryServerOnce(
            @ForAll("pools") TestPool pool, @ForAll("clients") Client client) {
        Policy.Chooser chooser = policy().over(pool.servers());
        TestAttempt attempt = pool.attempt();
        int index = chooser.choose(client, attempt);
        assertUsable(pool, attempt, index);
        while (index != NONE) {
            attempt.close(index);
            int next = chooser.instead(client, attempt, index);
            assertUsable(pool, attempt, next);
            index = next;
        }
    }

    /** What {@code explain} tells an operator must be true, and telling must change nothing. */
    @Property(tries = 200)
    public void peekingTellsTheNextChoiceAndHasNoEffect(@ForAll("pools") TestPool pool, @ForAll Random random) {
        Policy.Chooser chooser = policy().over(pool.servers());
        for (int i = 0; i < 50; i++) {
            Client client = TestClients.anywhere(random.nextInt(10));
            TestAttempt attempt = someClosed(pool, random);
            for (int peeks = random.nextInt(3); peeks > 0; peeks--) {
                chooser.peek(TestClients.anywhere(random.nextInt(10)), attempt);
            }
            int expected = chooser.peek(client, attempt);
            assertEquals(expected, chooser.choose(client, attempt), "peek told another server than choose");
        }
    }

    /** The same, seen from outside: two choosers, one of them peeked at. */
    @Property(tries = 50)
    @OnlyIf("isDeterministic")
    public void peekingLeavesTheOrderOfChoicesAlone(@ForAll("pools") TestPool pool) {
        Policy.Chooser left = policy().over(pool.servers());
        Policy.Chooser right = policy().over(pool.servers());
        for (int i = 0; i < 100; i++) {
            Client client = TestClients.anywhere(i);
            left.peek(TestClients.anywhere(-i), pool.attempt());
            assertEquals(right.choose(client, pool.attempt()), left.choose(client, pool.attempt()));
        }
    }

    /** Everybody gets its share of clients that stay. */
    @Property(tries = 15)
    @OnlyIf("isFair")
    public void itIsFairWhileClientsStay(@ForAll("healthy") TestPool pool, @ForAll Random random) {
        Shares shares = new Shares(pool, respectsWeights());
        shares.fill(policy().over(pool.servers()), random.nextLong(), false);
        shares.assertWithin(tolerance());
    }

    /** Everybody gets its share of clients that go at once, so that nothing is ever active. */
    @Property(tries = 15)
    @OnlyIf("isFair")
    public void itIsFairWhileClientsComeAndGo(@ForAll("healthy") TestPool pool, @ForAll Random random) {
        Shares shares = new Shares(pool, respectsWeights());
        shares.fill(policy().over(pool.servers()), random.nextLong(), true);
        shares.assertWithin(tolerance());
    }

    /** Who tells what part of the clients goes to each server tells what they get, and all parts together are one. */
    @Property(tries = 15)
    public void aShareThatIsToldIsTheShareThatComes(@ForAll("healthy") TestPool pool) {
        Policy.Chooser chooser = policy().over(pool.servers());
        boolean silent = Double.isNaN(chooser.share(0));
        int clients = silent ? 0 : 20_000;
        int[] came = new int[pool.size()];
        for (int i = 0; i < clients; i++) {
            came[chooser.choose(TestClients.anywhere(i), pool.attempt())]++;
        }
        double sum = 0;
        for (int i = 0; i < pool.size(); i++) {
            double share = chooser.share(i);
            assertEquals(silent, Double.isNaN(share), "all shares are told, or none");
            sum += share;
            if (!silent) {
                assertEquals(share, (double) came[i] / clients, 0.02, "of server " + i);
            }
        }
        assertTrue(silent || Math.abs(sum - 1) < 1e-9, "all together are " + sum);
    }

    /** A client that comes back finds its server, here and through the balancer beside this one. */
    @Property(tries = 50)
    @OnlyIf("isSticky")
    public void aClientComesToTheSameServerAgain(@ForAll("healthy") TestPool pool, @ForAll Random random) {
        Policy.Chooser here = policy().over(pool.servers());
        Policy.Chooser there = policy().over(pool.servers());
        int[] first = new int[200];
        for (int i = 0; i < first.length; i++) {
            first[i] = here.choose(TestClients.anywhere(i), pool.attempt());
        }
        for (int k = 0; k < first.length; k++) {
            int i = random.nextInt(first.length);
            assertEquals(first[i], here.choose(TestClients.anywhere(i), pool.attempt()), "came back");
            assertEquals(first[i], there.choose(TestClients.anywhere(i), pool.attempt()), "at the other balancer");
        }
    }

    /** At most the share of the one that leaves, and two in a hundred more. */
    @Property(tries = 15)
    @OnlyIf("isConsistent")
    public void fewClientsMoveWhenAServerLeaves(@ForAll("healthy") TestPool pool, @ForAll Random random) {
        Assume.that(pool.size() > 1);
        int leaving = random.nextInt(pool.size());
        Shares shares = new Shares(pool, respectsWeights());
        shares.assertFewMove(policy(), leaving, random.nextLong());
    }

    /** It looks up; it does not search. */
    @Test
    public void whileAllAreUsableItLooksAtFew() {
        TestPool pool = TestPool.of(1000);
        Policy.Chooser chooser = policy().over(pool.servers());
        for (int i = 0; i < 3000; i++) {
            TestAttempt attempt = pool.attempt();
            int index = chooser.choose(TestClients.neighbour(i), attempt);
            assertTrue(attempt.questions() <= looks(), "looked at " + attempt.questions() + " of 1000 servers");
            pool.server(index).take();
            chooser.changed(index);
        }
    }

    /** What a choice leaves behind, the collector takes from the clients' time. */
    @Test
    public void aChoiceLeavesNoGarbage() {
        TestPool pool = TestPool.of(20);
        for (int i = 0; i < pool.size(); i++) {
            pool.server(i).weight(1 + i % 3).priority(i % 2);
        }
        Policy.Chooser chooser = policy().over(pool.servers());
        TestAttempt attempt = pool.attempt();
        Client client = TestClients.neighbour(1);
        Footprint.assertGarbage("choose", garbage(), () -> chooser.choose(client, attempt));
    }

    /** The busiest never gets the next one. */
    @Property(tries = 200)
    @OnlyIf("followsLoad")
    public void itGoesWhereTheLoadIsLeast(@ForAll("pools") TestPool pool, @ForAll Random random) {
        Policy.Chooser chooser = policy().over(pool.servers());
        for (int i = 0; i < 20 && pool.size() > 0; i++) {
            int index = random.nextInt(pool.size());
            pool.server(index).active(random.nextInt(20));
            chooser.changed(index);
            TestAttempt attempt = someClosed(pool, random);
            Loads.assertLeast(pool, attempt, chooser.choose(TestClients.anywhere(i), attempt), respectsWeights());
        }
    }

    /** No lost update, no torn state: the counts are those of one thread. */
    @Property(tries = 3)
    @OnlyIf("isDeterministic")
    public void manyThreadsGetWhatOneThreadGets(@ForAll @IntRange(min = 2, max = 12) int size) {
        TestPool crowded = TestPool.of(size);
        int[] came = Loads.rush(crowded, policy().over(crowded.servers()), THREADS);
        TestPool alone = TestPool.of(size);
        Policy.Chooser chooser = policy().over(alone.servers());
        for (int thread = 0; thread < THREADS; thread++) {
            for (int i = 0; i < came[thread]; i++) {
                alone.take(chooser, Loads.client(thread, i));
            }
        }
        for (int i = 0; i < size; i++) {
            assertEquals(alone.server(i).active(), crowded.server(i).active(), crowding(), "clients of server " + i);
        }
    }

    /** Told of leases by many threads in any order, it is right when they have gone. */
    @Property(tries = 20)
    public void itStaysRightWhileLeasesComeAndGoInManyThreads(@ForAll("pools") TestPool pool, @ForAll Random random) {
        Policy.Chooser chooser = policy().over(pool.servers());
        long seed = random.nextLong();
        Crowd.of(THREADS, thread -> Loads.comeAndGo(pool, chooser, new Random(seed + thread)));
        for (int i = 0; i < 100; i++) {
            TestAttempt attempt = someClosed(pool, random);
            int index = chooser.choose(TestClients.anywhere(i), attempt);
            assertUsable(pool, attempt, index);
            if (followsLoad()) {
                Loads.assertLeast(pool, attempt, index, respectsWeights());
            }
        }
    }

    private void assertUsable(TestPool pool, TestAttempt attempt, int index) {
        BitSet usable = Loads.usable(pool, attempt);
        assertTrue(
                index == NONE ? usable.isEmpty() : index >= 0 && usable.get(index),
                () -> "chose " + index + " where " + usable + " were usable of " + pool);
    }

    private static TestAttempt someClosed(TestPool pool, Random random) {
        TestAttempt attempt = pool.attempt();
        int closed = random.nextInt(pool.size() + 1);
        for (int i = 0; i < closed; i++) {
            attempt.close(random.nextInt(pool.size()));
        }
        return attempt;
    }

    /** Pools of any kind: empty, busy, full. */
    @Provide
    protected Arbitrary<TestPool> pools() {
        Arbitrary<Integer> weights = Arbitraries.integers().between(1, 8);
        Arbitrary<Integer> active = Arbitraries.integers().between(0, 20);
        Arbitrary<Integer> most =
                Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(1, 30));
        Arbitrary<Integer> priorities = Arbitraries.integers().between(0, 2);
        return Combinators.combine(weights, active, most, priorities)
                .as((weight, busy, max, priority) -> new int[] {weight, busy, max, priority})
                .list()
                .ofMaxSize(20)
                .map(PolicyContract::pool)
                .withoutEdgeCases();
    }

    /** Pools of 1 to 12 servers that are idle and without limits. */
    @Provide
    protected Arbitrary<TestPool> healthy() {
        return Arbitraries.integers()
                .between(1, 5)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(weights -> TestPool.ofWeights(
                        weights.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** Clients from anywhere. */
    @Provide
    protected Arbitrary<Client> clients() {
        return Arbitraries.longs().map(TestClients::anywhere).withoutEdgeCases();
    }

    private static TestPool pool(List<int[]> rows) {
        List<TestServer> servers = TestServer.some(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            int[] row = rows.get(i);
            servers.get(i).weight(row[0]).active(row[1]).max(row[2]).priority(row[3]);
        }
        return new TestPool(servers);
    }
}
