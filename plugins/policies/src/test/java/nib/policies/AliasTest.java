package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import nib.testkit.TestPool;

class AliasTest {
    @Property(tries = 30)
    void everyoneIsDrawnByWeight(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 20) Integer> weights, @ForAll long seed) {
        TestPool pool =
                TestPool.ofWeights(weights.stream().mapToInt(Integer::intValue).toArray());
        Alias alias = new Alias(new Weights(pool.servers()));
        SplittableRandom random = new SplittableRandom(seed);
        int sum = weights.stream().mapToInt(Integer::intValue).sum();
        int[] counts = new int[weights.size()];
        for (int i = 0; i < 1000 * sum; i++) {
            counts[alias.draw(random.nextLong())]++;
        }
        for (int i = 0; i < counts.length; i++) {
            double due = 1000.0 * weights.get(i);
            assertEquals(due, counts[i], 7 * Math.sqrt(due), "of weights " + weights);
        }
    }
}
