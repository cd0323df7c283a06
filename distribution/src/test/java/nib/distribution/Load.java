package nib.distribution;

import java.io.Closeable;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that come again and again, each as soon as its last visit is over, until they are told to stop. */
final class Load implements Closeable {
    /** One visit; it throws if anything was not as it should be. */
    @FunctionalInterface
    interface Visit {
        void run(long number) throws Exception;
    }

    /** A visit that went wrong; times as {@link System#nanoTime}. */
    record Failure(long number, long begun, long ended, String reason) {}

    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong good = new AtomicLong();
    private final Collection<Failure> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over;
    private volatile boolean stopped;

    private Load(int clients, Visit visit) {
        over = new CountDownLatch(clients);
        for (int i = 0; i < clients; i++) {
            Thread.ofVirtual().start(() -> come(visit));
        }
    }

    static Load start(int clients, Visit visit) {
        return new Load(clients, visit);
    }

    private void come(Visit visit) {
        while (!stopped) {
            long number = numbers.incrementAndGet();
            long begun = System.nanoTime();
            try {
                visit.run(number);
                good.incrementAndGet();
            } catch (Exception | AssertionError e) {
                failures.add(new Failure(number, begun, System.nanoTime(), e.toString()));
            }
        }
        over.countDown();
    }

    /** Waits until that many more visits have gone well. */
    void awaitGood(long more) {
        long goal = good.get() + more;
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (good.get() < goal) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("only " + good.get() + " of " + goal + " visits; " + failures());
            }
            Thread.onSpinWait();
            LockSupport.parkNanos(50_000);
        }
    }

    long good() {
        return good.get();
    }

    List<Failure> failures() {
        return failures.stream().limit(20).toList();
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the load and waits for the visits that are under way. */
    void end() {
        stopped = true;
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
