package nib.kernel;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The clients that wait for the same: by the priority of their listeners, and then as they came. Any thread.
 *
 * <p>Whoever gives something back that a client may wait for calls {@link #stir} afterwards.
 */
final class Queue implements Line {
    private static final Comparator<Turn> ORDER =
            Comparator.<Turn>comparingInt(Turn::priority).thenComparingLong(Turn::number);

    private final TreeSet<Turn> waiting = new TreeSet<>(ORDER);
    private long numbers;
    private volatile int size;

    @Override
    public synchronized long number() {
        return ++numbers;
    }

    @Override
    public synchronized boolean join(Turn turn, int most) {
        if (waiting.size() >= most) {
            return false;
        }
        waiting.add(turn);
        size = waiting.size();
        return true;
    }

    @Override
    public void leave(Turn turn) {
        remove(turn);
        stir();
    }

    /** Gives the place back; who does so calls {@link #stir}. */
    synchronized void remove(Turn turn) {
        waiting.remove(turn);
        size = waiting.size();
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    @Override
    public synchronized boolean isFirst(Turn turn) {
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
