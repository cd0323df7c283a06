package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import nib.api.Address;
import nib.api.Client;
import nib.api.ServerState;
import nib.spi.Probe;
import nib.testkit.ManualHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes on in a pool beside its clients: snapshots, probes, look-ups. */
@Timeout(20)
class LivePoolTest {
    private final ManualHost host = new ManualHost();
    private final MemoryNet net = new MemoryNet();
    private final Dialer dialer = new Dialer(new Transports(Map.of("mem", net)));
    private final Queue<Runnable> offPath = new ArrayDeque<>();

    /** Never answers anything; how it is asked is tested elsewhere. */
    private record Patient(Schedule schedule) implements Probe {
        Patient(int seconds) {
            this(new Schedule(Duration.ofSeconds(seconds), Duration.ofSeconds(1), 1, 1));
        }

        @Override
        public void check(Target target) {}
    }

    private static PoolSettings settings(String yaml, Probe... probes) {
        Plugs plugs = new Plugs(new MemoryNet());
        for (Probe probe : probes) {
            plugs.probe("asking", () -> probe);
        }
        Plan plan = Stage.plan("""
                listeners: { web: { bind: "mem://0.0.0.0:80", pool: app } }
                pools: { app: { policy: in-order, %s } }
                """.formatted(yaml), plugs.catalog());
        return plan.settings().pools().values().iterator().next();
    }

    private LivePool pool(PoolSettings settings) {
        LivePool pool = new LivePool("app", settings, host, offPath::add);
        pool.apply(settings, dialer);
        return pool;
    }

    private static final String TWO = "servers: [\"10.0.0.1:80\", \"10.0.0.2:80\"]";

    @Test
    void manyChangesMakeOneSnapshot() {
        LivePool pool = pool(settings(TWO));
        Snapshot before = pool.snapshot();
        for (LiveServer server : pool.servers()) {
            server.health.probeBad(1, "gone");
            server.health.probeGood(1);
        }
        assertEquals(1, offPath.size());
        assertSame(before, pool.snapshot(), "not on the path of clients");
        offPath.remove().run();
        assertNotSame(before, pool.snapshot());
        pool.servers().getFirst().health.probeBad(1, "gone");
        assertEquals(1, offPath.size(), "the next change makes the next one");
    }

    @Test
    void nobodyIsSentToAServerThatWentDownSinceTheSnapshot() {
        LivePool pool = pool(settings(TWO));
        pool.servers().getFirst().health.probeBad(1, "gone");
        assertEquals(2, pool.snapshot().servers.length, "the snapshot is old");
        assertEquals("10.0.0.2:80", visit(pool).server().name());
    }

    @Test
    void nobodyIsSentToWhatIsOnlyPrepared() {
        LivePool pool = pool(settings(TWO));
        pool.prepare(settings("servers: [\"10.0.0.3:80\"]"), dialer);
        assertEquals("10.0.0.1:80", visit(pool).server().name());
        pool.commit(0);
        assertEquals("10.0.0.3:80", visit(pool).server().name());
    }

    @Test
    void aNameIsKnownBeforeTheFirstClientComes() {
        LivePool pool = new LivePool("app", settings("servers: [\"localhost:80\"]"), host, Runnable::run);
        pool.prepare(settings("servers: [\"localhost:80\"]"), dialer);
        pool.commit(Duration.ofSeconds(10).toNanos());
        assertEquals("localhost:80", visit(pool).server().name());
        assertEquals(80, ((Address.Inet) visit(pool).server().addresses().getFirst()).port());
        host.clock().awaitWaiting(1);
        pool.close();
        assertEquals(0, host.clock().waiting());
    }

    @Test
    void everyServerIsProbedUntilItGoes() {
        Probe probe = new Patient(2);
        LivePool pool = pool(settings(TWO + ", probe: asking, emergency: \"10.0.0.9:80\"", probe));
        assertEquals(3, host.clock().waiting());
        pool.apply(settings("servers: [\"10.0.0.1:80\"], probe: asking", probe), dialer);
        assertEquals(1, host.clock().waiting());
        pool.close();
        assertEquals(0, host.clock().waiting());
    }

    @Test
    void aProbeThatStaysIsNotStartedAnew() {
        Probe probe = new Patient(8);
        PoolSettings settings = settings("servers: [\"10.0.0.1:80\"], probe: asking", probe);
        LivePool pool = pool(settings);
        LiveServer server = pool.servers().getFirst();
        server.health.probeBad(1, "gone");
        pool.apply(settings, dialer);
        pool.apply(settings("servers: [\"10.0.0.1:80\"], probe: asking, connect: 1s", new Patient(3)), dialer);
        assertEquals(1, host.clock().waiting());
        assertEquals(ServerState.DOWN, server.state(), "another probe has to find that it is well");
        pool.apply(settings("servers: [\"10.0.0.1:80\"]"), dialer);
        assertEquals(0, host.clock().waiting());
        assertEquals(ServerState.UP, server.state(), "nobody asks any more");
    }

    @Test
    void aPoolThatIsClosedStillServesThoseWhoWereOnTheirWay() {
        LivePool pool = pool(settings(TWO));
        pool.close();
        assertEquals("10.0.0.1:80", visit(pool).server().name());
    }

    @Test
    void aPolicyHearsOfEveryLease() {
        List<String> heard = new java.util.ArrayList<>();
        Plugs plugs = new Plugs(net).policy("listening", () -> servers -> {
            nib.spi.Policy.Chooser inOrder = new Plugs.InOrder().over(servers);
            return new nib.spi.Policy.Chooser() {
                @Override
                public int choose(Client client, nib.spi.Policy.Attempt attempt) {
                    heard.add("chooses among " + attempt.size() + " with " + attempt.active());
                    return inOrder.choose(client, attempt);
                }

                @Override
                public int peek(Client client, nib.spi.Policy.Attempt attempt) {
                    return inOrder.peek(client, attempt);
                }

                @Override
                public void changed(int index) {
                    heard.add(index + " has " + servers.get(index).active());
                }
            };
        });
        Plan plan = Stage.plan("""
                listeners: { web: { bind: "mem://0.0.0.0:80", pool: app } }
                pools: { app: { policy: listening, %s } }
                """.formatted(TWO), plugs.catalog());
        LivePool pool = pool(plan.settings().pools().values().iterator().next());
        Visit first = visit(pool);
        Visit second = visit(pool);
        first.failed(nib.spi.Lease.Blame.LOCAL, "no ports");
        first.close();
        second.close();
        assertEquals(
                List.of(
                        "0 has 0", "1 has 0",
                        "chooses among 2 with 0", "0 has 1",
                        "chooses among 2 with 1", "0 has 2",
                        "0 has 1", "1 has 1",
                        "1 has 0", "0 has 0"),
                heard);
    }

    private Visit visit(LivePool pool) {
        Dispatcher dispatcher = new Dispatcher(
                new Posts(List.of(), new Tallies(), host), "app", Map.of("app", pool), Dispatcher.Limits.NONE, host);
        Client client = new Client("web", Address.parse("10.9.0.1:1"), Address.parse("10.0.0.80:80"));
        return (Visit) dispatcher.decide(client);
    }
}
