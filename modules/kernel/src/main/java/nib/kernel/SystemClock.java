package nib.kernel;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import nib.spi.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clock of the machine, with one thread for all that is to be done later. */
final class SystemClock implements Clock, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("nib");

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "nib-timer");
        thread.setDaemon(true);
        return thread;
    });

    SystemClock() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public Runnable after(long nanos, Runnable task) {
        if (timer.isShutdown()) {
            return () -> {};
        }
        Future<?> later = timer.schedule(() -> guarded(task), nanos, TimeUnit.NANOSECONDS);
        return () -> later.cancel(false);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a timer task failed", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
