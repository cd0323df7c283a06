package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import nib.api.Address;
import nib.api.Client;
import nib.api.Event;
import nib.api.Verdict;
import nib.spi.Clock;
import nib.spi.Decision;
import nib.spi.Host;
import nib.spi.Lease;
import nib.testkit.ManualClock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for one thread holds for many, while plans, states and failures change under them. */
@Timeout(60)
class DispatcherCrowdTest {
    private static final Address LISTENER = Address.parse("10.0.0.80:80");

    /** The one server without limits that never fails: while it is there nobody is turned away. */
    private static final String ROCK = "s0";

    private static final int VISITS = 2000;
    private static final int THREADS = 4;

    /** A house of which only complaints about plugins are of interest. */
    private record Quiet(ManualClock time, Queue<Event> complaints) implements Host {
        @Override
        public Clock clock() {
            return time;
        }

        @Override
        public Thread thread(String name, Runnable work) {
            throw new AssertionError("nobody needs a thread here");
        }

        @Override
        public void tell(Event event) {
            if (event instanceof Event.PluginFailed) {
                complaints.add(event);
            }
        }
    }

    private final Quiet host = new Quiet(new ManualClock(), new ConcurrentLinkedQueue<>());
    private final AtomicInteger working = new AtomicInteger(THREADS);
    private final AtomicInteger served = new AtomicInteger();
    private final ClientLimit limit = limit();

    private static ClientLimit limit() {
        return java.util.Objects.requireNonNull(ClientLimit.next(null, Farm.perClient(3)));
    }

    @ParameterizedTest
    @FieldSource("nib.kernel.RealPolicies#NAMES")
    void limitsHoldAndNothingIsLostOrGivenTwice(String policy) throws Exception {
        Farm farm = Farm.first(6);
        for (int i = 1; i < 6; i++) {
            farm = new Farm.Change.Limits(i, 2, 3).of(farm);
        }
        List<Farm> plans = new ArrayList<>(List.of(farm));
        plans.add(new Farm.Change.Turn().of(farm));
        plans.add(new Farm.Change.Weight(3, 5).of(farm));
        plans.add(new Farm.Change.Wish(2, ServerSettings.Wish.DRAIN).of(farm));
        plans.add(new Farm.Change.Remove(5).of(farm));
        run(policy, plans, true);
    }

    @ParameterizedTest
    @FieldSource("nib.kernel.RealPolicies#NAMES")
    void nobodyIsTurnedAwayWhileEveryServerIsReplaced(String policy) throws Exception {
        List<Farm> plans = new ArrayList<>(List.of(Farm.first(3)));
        for (int i = 0; i < 50; i++) {
            plans.add(new Farm.Change.ReplaceAll().of(plans.getLast()));
        }
        run(policy, plans, false);
    }

    private void run(String policy, List<Farm> plans, boolean failures) throws Exception {
        try (ExecutorService offPath = Executors.newSingleThreadExecutor()) {
            Farm first = plans.getFirst();
            nib.spi.Policy real = RealPolicies.create(policy);
            Dialer dialer = new Dialer(new Transports(Map.of("mem", new MemoryNet())));
            LivePool pool = new LivePool("app", first.pool(real), host, offPath);
            pool.apply(first.pool(real), dialer);
            List<LiveServer> all = new ArrayList<>(pool.servers());
            List<Callable<Void>> members = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Visitor visitor = new Visitor(pool, new Random(i), failures, limit);
                members.add(() -> {
                    visitor.comeAndGo();
                    working.decrementAndGet();
                    return null;
                });
            }
            members.add(() -> {
                for (int i = 0; working.get() > 0; i++) {
                    pool.apply(plans.get(i % plans.size()).pool(real), dialer);
                    all.addAll(pool.servers());
                    host.time().advance(Duration.ofSeconds(10));
                    LockSupport.parkNanos(50_000);
                }
                return null;
            });
            Crowd.run(members);
            offPath.shutdown();
            assertTrue(offPath.awaitTermination(10, TimeUnit.SECONDS));
            nothingIsLeft(pool, all);
        }
    }

    private void nothingIsLeft(LivePool pool, List<LiveServer> all) {
        all.forEach(server -> assertEquals(0, server.active(), "leases of " + server));
        assertEquals(0, pool.active());
        assertEquals(0, limit.size(), "clients that are counted");
        assertTrue(served.get() > VISITS, () -> "only " + served + " were served");
        assertEquals(List.of(), List.copyOf(host.complaints()));
        host.time().advance(Duration.ofDays(1));
        assertEquals(0, host.time().waiting(), "timers");
    }

    /** Clients of one thread: a few at once. */
    private final class Visitor {
        private final Dispatcher dispatcher;
        private final Random random;
        private final boolean failures;
        private final Queue<Visit> guests = new ArrayDeque<>();

        Visitor(LivePool pool, Random random, boolean failures, ClientLimit limit) {
            this.random = random;
            this.failures = failures;
            this.dispatcher = new Dispatcher(
                    new Posts(List.of(this::judge), new Tallies(), host),
                    "app",
                    Map.of("app", pool),
                    new Dispatcher.Limits(limit, null),
                    host);
        }

        private Verdict judge(Client client) {
            return client.port() == 9 ? new Verdict.Deny(Verdict.How.DENY, "no") : new Verdict.Allow("");
        }

        void comeAndGo() {
            for (int i = 0; i < VISITS; i++) {
                int number = random.nextInt(10);
                Client client = new Client("web", Address.parse("10.9.0." + number + ":" + number), LISTENER);
                switch (dispatcher.decide(client)) {
                    case Visit visit -> serve(visit, client);
                    case Decision.Denied denied -> assertEquals(9, client.port());
                    case Decision.Nobody nobody -> assertEquals(nib.api.End.LIMIT, nobody.end(), nobody::reason);
                    case Decision.Wait wait -> throw new AssertionError("no queue");
                    case Lease other -> throw new AssertionError(other);
                }
                if (guests.size() > 3) {
                    guests.remove().close();
                }
            }
            guests.forEach(Visit::close);
        }

        private void serve(Visit visit, Client client) {
            assertFalse(client.port() == 9, "who is denied reaches nobody");
            served.incrementAndGet();
            Set<LiveServer> asked = new HashSet<>();
            Decision decision = visit;
            while (decision == visit) {
                LiveServer server = visit.server();
                assertTrue(asked.add(server), () -> server + " was asked twice");
                int max = server.max();
                int most = Math.max(max, server.settings().hard());
                int active = server.active();
                assertTrue(max == 0 || active <= most, () -> server + " has " + active + " of " + most);
                if (!failures || server.name.equals(ROCK) || random.nextInt(4) > 0) {
                    visit.answered();
                    guests.add(visit);
                    return;
                }
                decision = visit.failed(random.nextBoolean() ? Lease.Blame.LOCAL : Lease.Blame.SERVER, "refused");
            }
            visit.close();
        }
    }
}
