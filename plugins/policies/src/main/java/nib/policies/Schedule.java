package nib.policies;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A round of turns in which everybody has a share by weight, spread as evenly as can be: after any number of turns,
 * each has had its due to within less than one turn. This is the chairman assignment problem; the algorithm, which is
 * earliest deadline first among those whose time has come, and its bound of 1 - 1/(2k - 2) turns for k members are
 * Tijdeman's (R. Tijdeman, The chairman assignment problem, Discrete Mathematics 32, 1980).
 *
 * <p>All arithmetic is in whole numbers, so that every balancer makes the same round.
 */
final class Schedule {
    private final int[] turns;
    private final long length;
    private final long spread;
    private final PriorityQueue<Member> waiting = new PriorityQueue<>(
            Comparator.comparingLong((Member m) -> m.release).thenComparingInt(m -> m.index));
    private final PriorityQueue<Member> ready = new PriorityQueue<>(Member::byDeadline);

    private Schedule(int[] shares) {
        this.length = Arrays.stream(shares).asLongStream().sum();
        this.turns = new int[Math.toIntExact(length)];
        this.spread =
                Math.max(1, 2 * Arrays.stream(shares).filter(share -> share > 0).count() - 2);
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                wait(new Member(i, shares[i]));
            }
        }
    }

    /**
     * The members' indexes in the order of their turns.
     *
     * @param weights 0 or more; 0 gets no turn
     * @param most about how many turns a round may have: weights are divided by what they have in common, and if that
     *     is not enough, scaled and rounded, every positive one to at least one turn; the round is longer than this by
     *     at most one turn a member
     */
    static int[] of(int[] weights, int most) {
        return new Schedule(shares(weights, most)).fill();
    }

    /** How many turns each member has in a round. */
    static int[] shares(int[] weights, int most) {
        int common = Math.max(1, Arrays.stream(weights).reduce(0, Schedule::divisor));
        long sum = Arrays.stream(weights).asLongStream().sum() / common;
        if (sum <= most) {
            return Arrays.stream(weights).map(weight -> weight / common).toArray();
        }
        double scale = (double) most / sum / common;
        return Arrays.stream(weights)
                .map(weight -> weight == 0 ? 0 : (int) Math.max(1, Math.round(weight * scale)))
                .toArray();
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    private int[] fill() {
        for (int turn = 0; turn < turns.length; turn++) {
            while (!waiting.isEmpty() && (waiting.peek().release <= turn + 1 || ready.isEmpty())) {
                ready.add(waiting.remove());
            }
            Member next = ready.remove();
            turns[turn] = next.index;
            next.had++;
            if (next.had < next.share) {
                wait(next);
            }
        }
        return turns;
    }

    /** Until the first turn, counted from 1, by whose end the member is owed 1/(2k - 2) of a turn or more. */
    private void wait(Member member) {
        member.release = Math.ceilDiv(length * (member.had * spread + 1), member.share * spread);
        member.numerator = (member.had + 1) * spread - 1;
        waiting.add(member);
    }

    private static final class Member {
        final int index;
        final long share;
        long had;
        long release;
        long numerator;

        Member(int index, int share) {
            this.index = index;
            this.share = share;
        }

        /** The deadline is numerator/share, in units that are the same for all. */
        static int byDeadline(Member a, Member b) {
            int order = Long.compare(a.numerator * b.share, b.numerator * a.share);
            return order != 0 ? order : Integer.compare(a.index, b.index);
        }
    }
}
