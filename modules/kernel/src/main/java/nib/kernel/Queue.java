package nib.kernel;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The clients that wait for a seat in a pool: by the priority of their listeners, and then as they came. Any thread.
 *
 * <p>Whoever gives something back that a client may wait for calls {@link #stir} afterwards; who waits joins first and asks
 * then, so that no seat is given back unseen in between.
 */
final class Queue {
    private static final Comparator<Turn> ORDER =
            Comparator.<Turn>comparingInt(Turn::priority).thenComparingLong(Turn::number);

    private final TreeSet<Turn> waiting = new TreeSet<>(ORDER);
    private long numbers;
    private volatile int size;

    /** The number of somebody who comes now. */
    synchronized long number() {
        return ++numbers;
    }

    /** Takes a place, if fewer than so many are taken. */
    synchronized boolean join(Turn turn, int most) {
        if (waiting.size() >= most) {
            return false;
        }
        waiting.add(turn);
        size = waiting.size();
        return true;
    }

    /** Gives the place back, and lets the next one look. */
    void leave(Turn turn) {
        synchronized (this) {
            waiting.remove(turn);
            size = waiting.size();
        }
        stir();
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    synchronized boolean isFirst(Turn turn) {
        return !waiting.isEmpty() && waiting.first().equals(turn);
    }

    /** Something may be free: the first one asks again. */
    void stir() {
        Turn first = isEmpty() ? null : first();
        if (first != null) {
            first.wake();
        }
    }

    private synchronized @Nullable Turn first() {
        return waiting.isEmpty() ? null : waiting.first();
    }
}
