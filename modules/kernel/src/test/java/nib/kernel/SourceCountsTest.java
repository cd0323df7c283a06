package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SourceCountsTest {
    /** One step: a source takes or gives; one that holds nothing only takes. */
    record Step(int source, boolean take, int limit) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> source = Arbitraries.integers().between(0, 30);
        Arbitrary<Boolean> take = Arbitraries.of(true, false);
        Arbitrary<Integer> limit = Arbitraries.integers().between(0, 4);
        return Combinators.combine(source, take, limit).as(Step::new).list().ofMaxSize(200);
    }

    @Property(tries = 300)
    void countsAsAMapWould(@ForAll long key, @ForAll("steps") List<Step> steps, @ForAll @IntRange(max = 3) int power) {
        SourceCounts counts = new SourceCounts(new SipHash(key, 0), 1 << power);
        Map<Integer, Integer> model = new HashMap<>();
        for (Step step : steps) {
            int held = model.getOrDefault(step.source, 0);
            if (step.take || held == 0) {
                boolean fits = step.limit == 0 || held < step.limit;
                assertEquals(fits, counts.take(0, step.source, step.limit));
                model.merge(step.source, fits ? 1 : 0, Integer::sum);
            } else {
                counts.give(0, step.source);
                model.merge(step.source, -1, Integer::sum);
            }
            model.values().removeIf(number -> number == 0);
            assertEquals(model.size(), counts.size());
            for (int source = 0; source <= 30; source++) {
                assertEquals(model.getOrDefault(source, 0), counts.get(0, source));
            }
        }
    }

    @Test
    void refusesOneMoreThanTheLimit() {
        SourceCounts counts = new SourceCounts();

        assertTrue(counts.take(1, 2, 2));
        assertTrue(counts.take(1, 2, 2));
        assertFalse(counts.take(1, 2, 2));
        assertTrue(counts.take(2, 1, 2), "another source has its own count");
        counts.give(1, 2);
        assertTrue(counts.take(1, 2, 2));
    }

    @Test
    void saysSoWhenAConnectionIsGivenBackTwice() {
        SourceCounts counts = new SourceCounts();
        counts.take(1, 2, 0);
        counts.give(1, 2);

        assertThrows(IllegalStateException.class, () -> counts.give(1, 2));
        assertEquals(0, counts.size());
    }

    @Test
    void givesMemoryBackWhenSourcesGo() {
        SourceCounts counts = new SourceCounts();
        int empty = counts.slots();
        for (int source = 0; source < 100_000; source++) {
            counts.take(source, 0, 1);
        }
        assertTrue(counts.slots() <= 4 * 100_000 + empty, () -> "at least a quarter full, but " + counts.slots());

        for (int source = 0; source < 100_000; source++) {
            counts.give(source, 0);
        }

        assertEquals(0, counts.size());
        assertEquals(empty, counts.slots());
    }

    @Test
    void staysExactUnderManyThreads() throws Exception {
        int limit = 3;
        int sources = 200;
        SourceCounts counts = new SourceCounts(SipHash.random(), 4);
        AtomicIntegerArray held = new AtomicIntegerArray(sources);
        List<Callable<Integer>> crowd = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            crowd.add(() -> {
                int taken = 0;
                for (int i = 0; i < 100_000; i++) {
                    int source = ThreadLocalRandom.current().nextInt(sources);
                    if (counts.take(source, source, limit)) {
                        int now = held.incrementAndGet(source);
                        assertTrue(now <= limit, () -> now + " at once");
                        taken++;
                        held.decrementAndGet(source);
                        counts.give(source, source);
                    }
                }
                return taken;
            });
        }

        int taken = Crowd.run(crowd).stream().mapToInt(Integer::intValue).sum();

        assertTrue(taken > 100_000, "most find a seat");
        assertEquals(0, counts.size());
    }
}
