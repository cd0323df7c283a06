package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever counts seats lets exactly as many in as there are, also when many come at once. */
@Timeout(60)
class SeatsTest {
    private static final int LIMIT = 3;
    private static final int ROUNDS = 500_000;

    private final LiveServer server = new LiveServer(
            new ServerSettings(
                    Endpoint.parse("10.0.0.1:80"),
                    Optional.empty(),
                    1,
                    0,
                    0,
                    0,
                    ServerSettings.Wish.READY,
                    Optional.empty(),
                    List.of()),
            (one, from, to, reason) -> {});

    @Test
    void aServerHasItsSeatsAndNoMore() throws Exception {
        crowd(() -> server.take(LIMIT), server::give);
        assertEquals(0, server.active());
    }

    @Test
    void aServerWithoutALimitHasASeatForEverybody() {
        for (int i = 0; i < 100; i++) {
            assertTrue(server.take(0));
        }
        assertEquals(100, server.active());
        assertFalse(server.take(100), "whoever asks with a limit finds those who came without");
    }

    @Test
    void aGateLetsSoManyIn() throws Exception {
        Gate gate = new Gate(LIMIT);
        crowd(gate::enter, gate::leave);
        assertEquals(LIMIT, gate.limit());
        for (int i = 0; i < LIMIT; i++) {
            assertTrue(gate.enter());
        }
        assertFalse(gate.enter());
    }

    @Test
    void aGateThatBecomesNarrowerThrowsNobodyOut() {
        Gate gate = new Gate(3);
        for (int i = 0; i < 3; i++) {
            assertTrue(gate.enter());
        }
        gate.limit(1);
        gate.leave();
        assertFalse(gate.enter(), "two are inside");
        gate.leave();
        assertFalse(gate.enter(), "one is inside");
        gate.leave();
        assertTrue(gate.enter());
    }

    @Test
    void aGateWithoutALimitIsOpen() {
        Gate gate = new Gate(1);
        assertTrue(gate.enter());
        gate.limit(0);
        for (int i = 0; i < 1000; i++) {
            assertTrue(gate.enter());
        }
        gate.limit(1000);
        assertFalse(gate.enter());
        gate.leave();
        gate.leave();
        assertTrue(gate.enter());
    }

    private static void crowd(BooleanSupplier take, Runnable give) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Callable<Integer>> members = new ArrayList<>();
        for (int i = 0; i < LIMIT + 2; i++) {
            members.add(() -> {
                int taken = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    if (take.getAsBoolean()) {
                        int now = inside.incrementAndGet();
                        assertTrue(now <= LIMIT, () -> now + " are inside");
                        taken++;
                        inside.decrementAndGet();
                        give.run();
                    }
                }
                return taken;
            });
        }
        int taken = Crowd.run(members).stream().mapToInt(Integer::intValue).sum();
        assertTrue(taken >= ROUNDS, () -> "only " + taken + " seats were taken");
    }
}
