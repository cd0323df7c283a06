package nib.policies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Property
    void everyMemberHasHadItsDueToWithinLessThanOneTurnAtEveryMoment(
            @ForAll @Size(max = 30) List<@IntRange(max = 300) Integer> weights) {
        assertSmooth(array(weights), Integer.MAX_VALUE);
    }

    @Property(tries = 100)
    void aRoundThatIsBoundedIsAsSmooth(@ForAll @Size(max = 30) List<@IntRange(max = 65_535) Integer> weights) {
        assertSmooth(array(weights), 1000);
    }

    @Property
    void boundedSharesAreAboutTheWeightsAndNeverNothingForSomething(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 65_535) Integer> list) {
        int most = 1000;
        int[] weights = array(list);
        int[] shares = Schedule.shares(weights, most);
        double sum = Arrays.stream(weights).sum();
        int common = Arrays.stream(weights)
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .intValue();
        assertTrue(Arrays.stream(shares).sum() <= most + weights.length);
        for (int i = 0; i < weights.length; i++) {
            assertEquals(weights[i] > 0, shares[i] > 0);
            if (common > 0 && sum / common > most) {
                assertTrue(Math.abs(shares[i] - weights[i] * most / sum) <= 1, "share of " + weights[i]);
            }
        }
    }

    @Test
    void whatWeightsHaveInCommonIsTakenOut() {
        assertArrayEquals(new int[] {2, 0, 1}, Schedule.shares(new int[] {40_000, 0, 20_000}, 10));
        assertArrayEquals(new int[] {0, 2, 0}, Schedule.of(new int[] {400, 0, 200}, 10));
    }

    @Test
    void membersOfOneWeightComeInTheirOrder() {
        assertArrayEquals(new int[] {0, 1, 2, 3}, Schedule.of(new int[] {7, 7, 7, 7}, 100));
    }

    @Test
    void theManySmallAreSpreadBetweenTheTurnsOfTheGreat() {
        assertArrayEquals(new int[] {0, 0, 1, 0, 0, 2, 0}, Schedule.of(new int[] {5, 1, 1}, 100));
        int[] weights = new int[101];
        Arrays.fill(weights, 1);
        weights[50] = 100;
        int[] turns = Schedule.of(weights, 1000);
        for (int i = 2; i < turns.length; i++) {
            assertTrue(turns[i - 2] == 50 || turns[i - 1] == 50 || turns[i] == 50, "three small ones running");
        }
    }

    @Test
    void thereIsNoRoundWithoutWeights() {
        assertEquals(0, Schedule.of(new int[] {}, 100).length);
        assertEquals(0, Schedule.of(new int[] {0, 0}, 100).length);
    }

    @Test
    void tenThousandMembersOfAnyWeightAreAsSmooth() {
        SplittableRandom random = new SplittableRandom(1);
        int[] weights = random.ints(10_000, 0, 65_536).toArray();
        assertSmooth(weights, 160_000);
    }

    /** Checks each member at the turns it gets, where it is furthest ahead, and just before, where furthest behind. */
    private static void assertSmooth(int[] weights, int most) {
        int[] turns = Schedule.of(weights, most);
        int[] shares = Schedule.shares(weights, most);
        double round = Arrays.stream(shares).asLongStream().sum();
        long members = Arrays.stream(shares).filter(share -> share > 0).count();
        double bound = members < 2 ? 1e-9 : 1 - 1.0 / (2 * members - 2) + 1e-9;
        int[] had = new int[shares.length];
        assertEquals(round, turns.length);
        for (int turn = 0; turn < turns.length; turn++) {
            int member = turns[turn];
            double share = shares[member] / round;
            assertTrue(share * turn - had[member] <= bound, () -> "behind: " + Arrays.toString(weights));
            had[member]++;
            assertTrue(had[member] - share * (turn + 1) <= bound, () -> "ahead: " + Arrays.toString(weights));
        }
        assertArrayEquals(shares, had);
    }

    private static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
