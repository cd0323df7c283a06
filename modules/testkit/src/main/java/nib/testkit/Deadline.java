package nib.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Real time that a test is willing to wait for another thread: generous, for it passes only when something is wrong. */
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** As long as {@code nib.testkit.patience} says. */
    public static Deadline usual() {
        return in(patience());
    }

    /** Ten seconds, or what the system property {@code nib.testkit.patience} says. */
    public static Duration patience() {
        return Duration.ofSeconds(Long.getLong("nib.testkit.patience", 10));
    }

    /** Nanoseconds left; 0 or less when it has passed. */
    long left() {
        return end - System.nanoTime();
    }

    /**
     * Waits until the monitor, which the caller holds, is notified.
     *
     * @return whether there was time left to wait
     */
    boolean waitOn(Object monitor) {
        long left = left();
        if (left <= 0) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(monitor, Math.max(left, 1_000_000));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }

    /**
     * Waits for something that nobody announces, such as what the operating system does, by looking again and again.
     *
     * @return whether it came true
     * @throws AssertionError if looking at it fails
     */
    public boolean until(Condition condition) {
        while (!holds(condition)) {
            if (left() <= 0) {
                return false;
            }
            LockSupport.parkNanos(200_000);
        }
        return true;
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Something that may become true. */
    public interface Condition {
        /** Whether it is. */
        boolean holds() throws Exception;
    }
}
