package nib.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nib.api.Event;
import nib.spi.Host;

/** A house for one {@link nib.spi.Resident} in a test: its clock is turned by hand, its events and threads are kept. */
public final class ManualHost implements Host {
    private final ManualClock clock = new ManualClock();
    private final EventRecorder events = new EventRecorder();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    /** A house in which nothing has happened. */
    public ManualHost() {}

    @Override
    public ManualClock clock() {
        return clock;
    }

    /** Starts a real daemon thread and keeps it; what it throws is kept in {@link #failures}. */
    @Override
    public Thread thread(String name, Runnable work) {
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name(name)
                .uncaughtExceptionHandler((dying, failure) -> failures.add(failure))
                .unstarted(work);
        threads.add(thread);
        thread.start();
        return thread;
    }

    @Override
    public void tell(Event event) {
        events.on(event);
    }

    /** What it was told. */
    public EventRecorder events() {
        return events;
    }

    /** The threads that it lent and that still run. */
    public List<Thread> threads() {
        return threads.stream().filter(Thread::isAlive).toList();
    }

    /** What its threads died of. */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /**
     * Waits until every thread that it lent has ended.
     *
     * @throws AssertionError if one still runs after ten seconds
     */
    public void awaitNoThreads() {
        if (!Deadline.usual().until(() -> threads().isEmpty())) {
            throw new AssertionError("still running: " + threads());
        }
    }
}
