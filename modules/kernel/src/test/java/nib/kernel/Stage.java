package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import nib.api.Event;
import nib.config.Problems;
import nib.config.Source;
import nib.testkit.ManualHost;

/** Sessions of one listener named {@code web}, in a network in memory, with a clock that is turned by hand. */
final class Stage {
    final ManualHost host = new ManualHost();
    final MemoryNet net = new MemoryNet();
    final Sessions sessions = new Sessions(0);
    private final Map<String, LivePool> pools = new LinkedHashMap<>();
    private final Rules rules;

    Stage(String yaml) {
        this(yaml, plugs -> plugs);
    }

    Stage(String yaml, UnaryOperator<Plugs> more) {
        Plan plan = plan(yaml, more.apply(new Plugs(net)).catalog());
        Dialer dialer = new Dialer(plan.transports());
        plan.settings().pools().forEach((name, settings) -> {
            LivePool pool = new LivePool(name, settings, host, Runnable::run);
            pool.apply(settings, dialer);
            pools.put(name, pool);
        });
        ListenerSettings web =
                java.util.Objects.requireNonNull(plan.settings().listeners().get("web"), "a listener named web");
        Dispatcher dispatcher = new Dispatcher(
                new Posts(web.guards(), new Tallies(), host),
                web.pool(),
                pools,
                Dispatcher.Limits.next(Dispatcher.Limits.NONE, web),
                host);
        rules = new Rules(web, Rules.terms("web", web, host), dispatcher, dialer, new Gate(web.tarpitMax()), host);
    }

    static Plan plan(String yaml, Catalog catalog) {
        return plan(yaml, catalog, Optional.empty());
    }

    static Plan plan(String yaml, Plan before, Catalog catalog) {
        return plan(yaml, catalog, Optional.of(before));
    }

    private static Plan plan(String yaml, Catalog catalog, Optional<Plan> before) {
        Problems problems = new Problems();
        return new Planner(catalog)
                .plan(Source.of("test", yaml), before, problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    }

    Rules rules() {
        return rules;
    }

    /** A client comes in. */
    Peer client(String ip) {
        MemoryWire.Pair pair = MemoryWire.pair(net.ephemeral("10.0.0.80"), net.ephemeral(ip), 1 << 16);
        sessions.begin(pair.near(), this::rules, () -> {});
        return new Peer(pair.far());
    }

    Peer client() {
        return client("10.9.0.1");
    }

    LivePool pool(String name) {
        return java.util.Objects.requireNonNull(pools.get(name), name);
    }

    LiveServer server(String pool, String name) {
        return pool(pool).everyone().stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** How the next connection ended. */
    Event.ConnectionEnded ended() {
        return host.events().await(Event.ConnectionEnded.class);
    }

    /** The only session that is open. */
    Passage session() {
        return sessions.all().iterator().next();
    }

    /** Waits until the only session is that far; nobody announces it. */
    void await(Session.Phase phase) {
        await(() -> session().status().phase().equals(phase.name().toLowerCase(Locale.ROOT)));
    }

    /** Waits until the only session has moved so many bytes. */
    void awaitMoved(long sent, long received) {
        await(() -> session().status().sent() == sent && session().status().received() == received);
    }

    /** Waits for what nobody announces. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it did not come true in ten seconds");
            }
            Thread.onSpinWait();
            LockSupport.parkNanos(50_000);
        }
    }

    /** Waits until nobody is there any more, and checks that nothing was kept. */
    void awaitEmpty() {
        await(() -> sessions.size() == 0);
        for (LivePool pool : pools.values()) {
            assertEquals(0, pool.active(), "connections of pool " + pool.name);
            pool.everyone().forEach(server -> assertEquals(0, server.active(), "leases of " + server));
        }
    }

    /** Time goes by and every session looks at the clock. */
    void pass(Duration time) {
        host.clock().advance(time);
        sessions.tick(host.clock().nanos());
    }
}
