package nib.testkit;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import nib.spi.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it. Tasks run on the thread that moves it, in the order in which they are
 * due, and among those due at once in the order in which they were asked for; while one runs, the clock shows the
 * moment it was due. May be asked by any thread; moving it is for one thread at a time.
 *
 * <p>The nanoseconds begin one second before the largest {@code long}, so that whoever compares them with {@code <}
 * instead of by difference is caught by the first test that runs longer.
 */
public final class ManualClock implements Clock {
    private static final long START_NANOS = Long.MAX_VALUE - 1_000_000_000L;
    private static final long START_MILLIS = 1_735_689_600_000L;

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long elapsed;
    private long stepped;
    private long asked;

    /** A clock that shows the first of January 2025, 00:00 UTC. */
    public ManualClock() {}

    @Override
    public synchronized long nanos() {
        return START_NANOS + elapsed;
    }

    @Override
    public synchronized long millis() {
        return START_MILLIS + TimeUnit.NANOSECONDS.toMillis(elapsed) + stepped;
    }

    /** Remembers the task; even one that is due at once waits for the next {@link #advance}. */
    @Override
    public synchronized Runnable after(long nanos, Runnable task) {
        Task added = new Task(elapsed + Math.max(nanos, 0), asked++, task);
        tasks.add(added);
        notifyAll();
        return () -> callOff(added);
    }

    /**
     * Moves time on and runs everything that becomes due, also what those tasks ask for on their way.
     *
     * @param time not negative; zero runs what is due now
     * @throws RuntimeException whatever a task throws; time then stands where that task was due
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + time);
        }
        long until = now() + time.toNanos();
        for (Runnable task = due(until); task != null; task = due(until)) {
            task.run();
        }
        arrive(until);
    }

    /** Steps the clock on the wall, as an operator or a time server would; the nanoseconds do not notice. */
    public synchronized void step(Duration time) {
        stepped += time.toMillis();
    }

    /** How many tasks wait: none, when everything that was asked for has been called off or has run. */
    public synchronized int waiting() {
        return tasks.size();
    }

    /**
     * Waits, in real time, until another thread has asked for its task, so that moving the clock will reach it.
     *
     * @param count the least number of tasks
     * @throws AssertionError if they do not come within ten seconds
     */
    public synchronized void awaitWaiting(int count) {
        Deadline deadline = Deadline.usual();
        while (tasks.size() < count) {
            if (!deadline.waitOn(this)) {
                throw new AssertionError("expected " + count + " waiting tasks, found " + tasks.size());
            }
        }
    }

    private synchronized long now() {
        return elapsed;
    }

    private synchronized @Nullable Runnable due(long until) {
        Task first = tasks.peek();
        if (first == null || first.due > until) {
            return null;
        }
        tasks.remove();
        elapsed = Math.max(elapsed, first.due);
        return first.work;
    }

    private synchronized void arrive(long until) {
        elapsed = Math.max(elapsed, until);
    }

    private synchronized void callOff(Task task) {
        tasks.remove(task);
    }

    private record Task(long due, long number, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return due != other.due ? Long.compare(due, other.due) : Long.compare(number, other.number);
        }
    }
}
