package nib.policies;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Who is the least of many, kept while many threads change them: a tree of matches in which each node names the winner
 * of its children, the root the least of all. Looking up is one read; a change replays the matches on the way to the
 * root, O(log n), without a lock and without waiting for anybody.
 *
 * <p>Each node is played at most twice. If both attempts to write it fail, two others have written it in the meantime,
 * and the second of them began to read after we had come, so it saw our change: the f-array of P. Jayanti (f-arrays:
 * implementation and applications, PODC 2002), after the double refresh of Y. Afek, D. Dauber and D. Touitou (Wait-free
 * made fast, STOC 1995). A node carries a count of its writes in its upper bits, so that a write cannot be mistaken for
 * an older one.
 *
 * <p>Unlike there, a node is left out if it cannot be concerned. Still, once every change has been told, every node is
 * right: whoever writes another winner into a node plays the one above it, and so does whoever changed the numbers of
 * the winner; one of them comes last.
 */
final class Tournament {
    private static final int INDEX_BITS = 24;
    private static final long INDEX = (1L << INDEX_BITS) - 1;
    private static final long WRITE = 1L << INDEX_BITS;

    /** Decides a match. */
    interface Order {
        /** Whether the first goes before the second; a strict order at any moment, by numbers that may change. */
        boolean before(int first, int second);
    }

    /** Says whom a search may find. */
    interface Fits {
        /** Whether it may. */
        boolean fits(int index);
    }

    private final int size;
    private final Order order;
    /** The first inner node is the root, at 1; the children of node i are 2i and 2i + 1; leaves begin at the size. */
    private final AtomicLongArray nodes;

    /**
     * A tournament of all.
     *
     * @param size 1 or more
     */
    Tournament(int size, Order order) {
        if (size < 1 || size > INDEX) {
            throw new IllegalArgumentException("not a number of players: " + size);
        }
        this.size = size;
        this.order = order;
        this.nodes = new AtomicLongArray(size);
        for (int node = size - 1; node > 0; node--) {
            nodes.setPlain(node, match(node));
        }
    }

    /** The root as it is now: another value whenever its winner, or a number of its winner, has changed. */
    long root() {
        return size == 1 ? 0 : nodes.get(1);
    }

    /** Whom a {@link #root} names. */
    static int winner(long root) {
        return (int) (root & INDEX);
    }

    /**
     * Replays the matches of one whose numbers have changed. Any thread, after the change. Matches that it neither
     * won nor could win now are left out; but every node is looked at, because one that still names it may be waiting
     * for a thread that was interrupted on its way.
     */
    void changed(int index) {
        boolean concerned = true;
        for (int node = (index + size) >> 1; node > 0; node >>= 1) {
            if (concerned || winner(nodes.get(node)) == index) {
                concerned = play(node, index);
            }
        }
    }

    /** Whether the node above is concerned too. */
    private boolean play(int node, int index) {
        long before = nodes.get(node);
        int winner = match(node);
        if (write(node, before, winner)) {
            return winner == index || winner != winner(before);
        }
        write(node, nodes.get(node), match(node));
        return true;
    }

    private boolean write(int node, long before, int winner) {
        return nodes.compareAndSet(node, before, ((before & ~INDEX) + WRITE) | winner);
    }

    private int match(int node) {
        int left = at(2 * node);
        int right = at(2 * node + 1);
        return order.before(right, left) ? right : left;
    }

    private int at(int node) {
        return node >= size ? node - size : winner(nodes.get(node));
    }

    /**
     * The least of those that fit, leaving out branches whose winner cannot beat what was found. Quick when few of the
     * least do not fit; if no one fits, everyone is looked at.
     *
     * @return its index, or -1 if none fits
     */
    int find(Fits fits) {
        return find(1, -1, fits);
    }

    private int find(int node, int best, Fits fits) {
        int winner = at(node);
        if (best >= 0 && !order.before(winner, best)) {
            return best;
        }
        if (fits.fits(winner)) {
            return winner;
        }
        if (node >= size) {
            return best;
        }
        int left = find(2 * node, best, fits);
        return find(2 * node + 1, left, fits);
    }
}
