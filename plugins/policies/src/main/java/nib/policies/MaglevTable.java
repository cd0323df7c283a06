package nib.policies;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import nib.api.Server;

/**
 * The look-up table of Maglev (Eisenbud et al., Maglev: a fast and reliable software network load balancer, NSDI 2016,
 * section 3.4): every server has its own order of preference over all places, made from its name, and in turn takes the
 * first that is free.
 *
 * <p>A server's turns come at equal distances by its weight, from a moment that its name says: those of the others do
 * not change when one leaves. Nothing depends on the order in which servers are listed, so that balancers which list
 * them in another order make the same table.
 */
final class MaglevTable {
    /** About 100 places a server keep the shares even and the moves few; the smallest is the usual one. */
    private static final int[] SIZES = {65_537, 262_147, 1_048_583, 4_194_319, 16_777_259};

    private static final int PLACES_A_SERVER = 100;

    private final int[] places;
    private final long[] taken;
    private final int[] at;
    private final int[] skip;
    private final double[] begin;

    private MaglevTable(List<String> names, int size) {
        places = new int[size];
        taken = new long[(size >> 6) + 1];
        at = new int[names.size()];
        skip = new int[names.size()];
        begin = new double[names.size()];
        for (int i = 0; i < at.length; i++) {
            long hash = Mix.of(names.get(i));
            at[i] = Mix.below(hash, size);
            skip[i] = 1 + Mix.below(Mix.another(hash, 0), size - 1);
            begin[i] = (Mix.another(hash, 1) >>> 11) * 0x1p-53;
        }
    }

    /**
     * How many places a table for so many servers has. In few steps, because another size is another table, in which
     * everybody has moved.
     */
    static int sizeFor(int servers) {
        for (int size : SIZES) {
            if (size / PLACES_A_SERVER >= servers) {
                return size;
            }
        }
        return SIZES[SIZES.length - 1];
    }

    /**
     * The index of a server for each place.
     *
     * @param servers at least one
     * @param size a prime number
     */
    static int[] fill(List<Server> servers, Weights weights, int size) {
        int[] members = IntStream.range(0, servers.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> servers.get(i).name()))
                .mapToInt(Integer::intValue)
                .toArray();
        List<String> names =
                IntStream.of(members).mapToObj(i -> servers.get(i).name()).toList();
        MaglevTable table = new MaglevTable(names, size);
        double[] shares = IntStream.of(members)
                .mapToDouble(i -> Math.max(1, (double) size * weights.of(i) / weights.sum()))
                .toArray();
        return table.fill(table.turns(shares), members);
    }

    /**
     * The members in the order of their turns, about as many turns as there are places: turn {@code k} of a member comes
     * at (k + begin) / share, between 0 and 1. They are sorted by counting, which for a million turns is ten times as
     * quick as comparing.
     */
    private int[] turns(double[] shares) {
        int[] ends = new int[places.length + 1];
        for (int i = 0; i < shares.length; i++) {
            for (double k = begin[i]; k < shares[i]; k++) {
                ends[moment(k / shares[i]) + 1]++;
            }
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        int[] turns = new int[ends[places.length]];
        for (int i = 0; i < shares.length; i++) {
            for (double k = begin[i]; k < shares[i]; k++) {
                turns[ends[moment(k / shares[i])]++] = i;
            }
        }
        return turns;
    }

    private int moment(double part) {
        return Math.min((int) (part * places.length), places.length - 1);
    }

    private int[] fill(int[] turns, int[] members) {
        for (int filled = 0, turn = 0; filled < places.length; filled++) {
            int member = turns[turn];
            places[free(member)] = members[member];
            turn = turn + 1 == turns.length ? 0 : turn + 1;
        }
        return places;
    }

    /** Takes the first free place in the member's order. */
    private int free(int member) {
        int place = at[member];
        while ((taken[place >> 6] & (1L << place)) != 0) {
            place = next(place, skip[member]);
        }
        taken[place >> 6] |= 1L << place;
        at[member] = next(place, skip[member]);
        return place;
    }

    /** As a size is below 2^30, the sum does not overflow. */
    private int next(int place, int step) {
        int sum = place + step;
        return sum >= places.length ? sum - places.length : sum;
    }
}
