package nib.kernel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets so many bytes a second through, whoever moves them: the generic cell rate algorithm (ITU-T I.371, virtual
 * scheduling) with a byte for a cell. Bytes are counted when they have moved, and who counts them learns how long to wait:
 * in the long run the rate is exact, at any moment a tenth of a second of it may come at once. Any thread, without a lock.
 */
final class Tap {
    private static final long AHEAD = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int PIECES = 20;
    private static final int LARGEST = 64 * 1024;

    private final double step;
    private final int most;
    private final AtomicLong due;

    /** @param rate bytes a second, 1 or more */
    Tap(long rate, long now) {
        this.step = (double) TimeUnit.SECONDS.toNanos(1) / rate;
        this.most = Math.clamp(rate / PIECES, 1, LARGEST);
        this.due = new AtomicLong(now);
    }

    /** The most bytes that should be moved at once: a twentieth of a second of them. */
    int most() {
        return most;
    }

    /** Counts bytes that have moved: nanoseconds until more may. */
    long spend(long bytes, long now) {
        long cost = (long) (bytes * step);
        long next = due.accumulateAndGet(cost, (old, more) -> (old - now > 0 ? old : now) + more);
        return Math.max(0, next - now - AHEAD);
    }

    /** Whether something may move now. */
    boolean isOpen(long now) {
        return due.get() - now <= AHEAD;
    }
}
