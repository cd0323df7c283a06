package nib.testkit;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Something that a virtual thread does beside the test, as a session would.
 *
 * @param <T> what comes of it
 */
public final class Aside<T> {
    /** Much is moved, and many do so at once. */
    private static final int PATIENCE = 3;

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Aside(Callable<T> work) {
        thread = Thread.ofVirtual().start(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
    }

    /** Begins. */
    public static <T> Aside<T> of(Callable<T> work) {
        return new Aside<>(work);
    }

    /**
     * Does it beside the test and waits.
     *
     * @throws IOException if that is what it threw
     */
    public static <T> T get(Callable<T> work) throws IOException {
        return of(work).get();
    }

    /**
     * The result.
     *
     * @throws IOException if that is what it threw
     * @throws AssertionError if it threw anything else, or does not end in time
     */
    public T get() throws IOException {
        try {
            return result.get(Deadline.patience().toMillis() * PATIENCE, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw e.getCause() instanceof AssertionError error ? error : new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            AssertionError stuck = new AssertionError("does not end");
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }

    /** Waits until it waits for something else: a byte, a client, room to write. */
    void awaitWaiting() {
        boolean waits = Deadline.usual()
                .until(() -> result.isDone()
                        || thread.getState() == Thread.State.WAITING
                        || thread.getState() == Thread.State.TIMED_WAITING);
        if (!waits || result.isDone()) {
            throw new AssertionError("should wait, but " + (waits ? "has ended: " + result : "runs"));
        }
    }

    void interrupt() {
        thread.interrupt();
    }
}
