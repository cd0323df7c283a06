package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import nib.testkit.Crowd;
import org.junit.jupiter.api.Test;

class TournamentTest {
    private AtomicIntegerArray numbers = new AtomicIntegerArray(0);

    @Property(tries = 300)
    void theRootNamesTheLeast(@ForAll @IntRange(min = 1, max = 600) int size, @ForAll Random random) {
        Tournament tournament = tournament(size, random);
        for (int i = 0; i < 100; i++) {
            int index = random.nextInt(size);
            numbers.set(index, random.nextInt(50));
            tournament.changed(index);
            assertEquals(least(new BitSet()), Tournament.winner(tournament.root()));
        }
    }

    @Property(tries = 300)
    void aSearchFindsTheLeastOfThoseThatFit(@ForAll @IntRange(min = 1, max = 600) int size, @ForAll Random random) {
        Tournament tournament = tournament(size, random);
        for (int i = 0; i < 50; i++) {
            BitSet out = new BitSet();
            random.ints(random.nextInt(2 * size), 0, size).forEach(out::set);
            assertEquals(least(out), tournament.find(index -> !out.get(index)));
        }
    }

    @Property(tries = 25)
    void howeverManyThreadsMeetTheRootIsRightWhenTheyHaveGone(
            @ForAll @IntRange(min = 1, max = 100) int size, @ForAll Random random) {
        Tournament tournament = tournament(size, random);
        long seed = random.nextLong();
        Crowd.of(6, thread -> {
            Random own = new Random(seed + thread);
            for (int i = 0; i < 4000; i++) {
                int index = own.nextInt(size);
                numbers.addAndGet(index, own.nextInt(7) - 3);
                tournament.changed(index);
            }
        });
        assertEquals(least(new BitSet()), Tournament.winner(tournament.root()));
    }

    @Test
    void theRootIsAnotherValueWhenItsWinnerHasChangedThoughItStillWins() {
        Tournament tournament = tournament(5, new Random(1));
        int winner = Tournament.winner(tournament.root());
        long before = tournament.root();
        numbers.decrementAndGet(winner);
        tournament.changed(winner);
        assertEquals(winner, Tournament.winner(tournament.root()));
        assertEquals(1L << 24, tournament.root() - before);
    }

    @Test
    void aSearchLooksAtFewWhenFewOfTheLeastDoNotFit() {
        Tournament tournament = tournament(4096, new Random(1));
        int[] asked = {0};
        tournament.find(index -> ++asked[0] > 3);
        assertEquals(4, asked[0]);
    }

    private Tournament tournament(int size, Random random) {
        AtomicIntegerArray fresh = new AtomicIntegerArray(size);
        for (int i = 0; i < size; i++) {
            fresh.set(i, random.nextInt(50));
        }
        numbers = fresh;
        return new Tournament(size, (first, second) -> {
            int left = fresh.get(first);
            int right = fresh.get(second);
            return left != right ? left < right : first < second;
        });
    }

    private int least(BitSet out) {
        return IntStream.range(0, numbers.length())
                .filter(i -> !out.get(i))
                .boxed()
                .min((a, b) -> numbers.get(a) != numbers.get(b) ? numbers.get(a) - numbers.get(b) : a - b)
                .orElse(-1);
    }
}
