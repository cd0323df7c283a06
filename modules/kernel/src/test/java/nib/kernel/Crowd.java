package nib.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Several threads that start at the same moment. */
final class Crowd {
    private Crowd() {}

    /**
     * Runs each on a thread of its own and gives back what they returned. Throws what the first of them threw; the
     * others are left to themselves then, as they may wait for something that will not come.
     */
    static <T> List<T> run(Collection<? extends Callable<T>> members)
            throws InterruptedException, ExecutionException, TimeoutException {
        CyclicBarrier start = new CyclicBarrier(members.size());
        List<FutureTask<T>> running = new ArrayList<>();
        for (Callable<T> member : members) {
            FutureTask<T> task = new FutureTask<>(() -> {
                start.await();
                return member.call();
            });
            Thread.ofPlatform().daemon().name("crowd-", running.size()).start(task);
            running.add(task);
        }
        List<T> results = new ArrayList<>();
        for (FutureTask<T> task : running) {
            results.add(task.get(60, TimeUnit.SECONDS));
        }
        return results;
    }
}
