package nib.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import nib.testkit.Crowd;
import org.junit.jupiter.api.Test;

/** The table against what was recorded of every visit. */
class LimiterTest {
    record Visit(int client, long pause) {}

    /**
     * A bucket of tokens, as a history: a visit is in time if for no time back there were more visits than the burst and
     * what had come again by then.
     */
    private static final class History {
        private final Pace pace;
        private final List<Long> taken = new ArrayList<>();

        History(Pace pace) {
            this.pace = pace;
        }

        boolean take(long now) {
            for (int i = 0; i < taken.size(); i++) {
                long visits = taken.size() - i + 1L;
                if (visits * pace.step() > pace.burst() + now - taken.get(i)) {
                    return false;
                }
            }
            taken.add(now);
            return true;
        }
    }

    @Property(tries = 1000)
    void letsInWhoeverTheHistoryLetsIn(
            @ForAll("visits") List<Visit> visits,
            @ForAll @IntRange(min = 1, max = 5) int burst,
            @ForAll @IntRange(min = 1, max = 20) int step,
            @ForAll long secret) {
        Pace pace = new Pace(step, (long) step * burst, 0);
        Limiter limiter = new Limiter(pace, 64, secret);
        Map<Integer, History> histories = new HashMap<>();
        long now = 1;
        for (Visit visit : visits) {
            now += visit.pause();
            History history = histories.computeIfAbsent(visit.client(), client -> new History(pace));
            long would = limiter.wouldTake(visit.client(), visit.client(), now);
            assertEquals(would, limiter.wouldTake(visit.client(), visit.client(), now), "to ask counts nothing");
            assertEquals(history.take(now) ? 0 : Limiter.TOO_EARLY, would);
            assertEquals(would, limiter.take(visit.client(), visit.client(), now));
        }
    }

    /** Whoever may wait is let in later and later, each exactly when its time has come. */
    @Property(tries = 200)
    void whoWaitsComesAsIfItHadComeInTime(
            @ForAll @IntRange(min = 1, max = 5) int burst,
            @ForAll @IntRange(min = 1, max = 20) int step,
            @ForAll @IntRange(min = 0, max = 30) int places) {
        Limiter limiter = new Limiter(new Pace(step, (long) step * burst, (long) step * places), 64, 1);
        for (int i = 0; i < burst + places; i++) {
            assertEquals((long) step * Math.max(0, i + 1 - burst), limiter.take(1, 1, 1));
        }
        assertEquals(Limiter.TOO_EARLY, limiter.take(1, 1, 1));
        assertEquals((long) step * places, limiter.take(1, 1, 1 + step), "one place is free again");
    }

    @Provide
    Arbitrary<List<Visit>> visits() {
        Arbitrary<Integer> clients = Arbitraries.integers().between(0, 5);
        Arbitrary<Long> pauses = Arbitraries.of(0L, 0L, 1L, 3L, 10L, 50L);
        return Combinators.combine(clients, pauses).as(Visit::new).list().ofMaxSize(80);
    }

    @Test
    void countsEachVisitOnceUnderManyThreads() {
        int burst = 1000;
        int clients = 200;
        Limiter limiter = new Limiter(new Pace(1_000_000, 1_000_000L * burst, 0), 1000, 42);
        AtomicIntegerArray in = new AtomicIntegerArray(clients);
        Crowd.of(8, thread -> {
            for (int i = 0; i < 250 * clients; i++) {
                int client = (i * 7 + thread * 31) % clients;
                if (limiter.take(client, ~client, 1) == 0) {
                    in.incrementAndGet(client);
                }
            }
        });
        assertEquals(0, limiter.forgotten());
        for (int client = 0; client < clients; client++) {
            assertEquals(burst, in.get(client), "of 2000 visits as many as the burst, for each client");
        }
    }

    /** Two threads that bring a new key at once, and keys whose time has passed taken away at the same moment. */
    @Test
    void losesNoVisitWhileKeysReplaceEachOther() {
        int rounds = 2000;
        int burst = 3;
        long step = 10;
        Limiter limiter = new Limiter(new Pace(step, step * burst, 0), 1, 7);
        AtomicIntegerArray in = new AtomicIntegerArray(rounds);
        java.util.concurrent.CyclicBarrier barrier = new java.util.concurrent.CyclicBarrier(4);
        Crowd.of(4, thread -> {
            for (int round = 0; round < rounds; round++) {
                barrier.await();
                long now = 1 + 1000L * round; // whoever came before has become idle
                for (int visit = 0; visit < 2; visit++) {
                    if (limiter.take(round, round, now) == 0) {
                        in.incrementAndGet(round);
                    }
                }
            }
        });
        assertEquals(0, limiter.forgotten());
        for (int round = 0; round < rounds; round++) {
            assertEquals(burst, in.get(round), "in round " + round);
        }
    }

    @Test
    void aMillionClientsFindRoom() {
        int clients = 1_000_000;
        Limiter limiter = new Limiter(new Pace(1000, 1000, 0), clients, 3);
        for (int client = 0; client < clients; client++) {
            assertEquals(0, limiter.take(0x20010db8L << 32 | client, 0, 1));
        }
        int again = 0;
        for (int client = 0; client < clients; client++) {
            again += limiter.take(0x20010db8L << 32 | client, 0, 1) == 0 ? 1 : 0;
        }
        assertTrue(limiter.forgotten() < clients / 100, () -> limiter.forgotten() + " were forgotten");
        assertTrue(again < clients / 50, again + " were let in again");
    }

    @Test
    void ofTooManyTheOnesThatCameTheLeastAreForgotten() {
        Limiter limiter = new Limiter(new Pace(10, 100, 0), 1, 0);
        for (int i = 0; i < 10; i++) {
            assertEquals(0, limiter.take(7, 7, 1));
        }
        for (int other = 100; other < 200; other++) {
            assertEquals(0, limiter.take(other, other, 1));
        }
        assertEquals(Limiter.TOO_EARLY, limiter.take(7, 7, 1), "who came often is remembered");
        assertEquals(85, limiter.forgotten());
    }
}
