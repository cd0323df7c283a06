package nib.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Many threads that set out at the same moment, for tests of what must hold however they meet. */
public final class Crowd {
    /** A crowd on few cores takes its time. */
    private static final int PATIENCE = 6;

    private Crowd() {}

    /** What one of them does. */
    public interface Walk {
        /**
         * Goes its way.
         *
         * @param thread its number, from 0
         */
        void go(int thread) throws Exception;
    }

    /**
     * Lets threads of the operating system run and waits for all of them.
     *
     * @throws AssertionError with the first failure of one of them, or if they do not end in time
     */
    public static void of(int threads, Walk walk) {
        CountDownLatch gate = new CountDownLatch(1);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            crowd.add(Thread.ofPlatform().daemon().name("crowd-" + i).start(() -> {
                try {
                    gate.await();
                    walk.go(number);
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        gate.countDown();
        crowd.forEach(Crowd::join);
        Throwable first = failures.peek();
        if (first != null) {
            throw new AssertionError("one of " + threads + " threads failed: " + first, first);
        }
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(Deadline.patience().multipliedBy(PATIENCE))) {
                AssertionError stuck = new AssertionError(thread.getName() + " does not end");
                stuck.setStackTrace(thread.getStackTrace());
                throw stuck;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
