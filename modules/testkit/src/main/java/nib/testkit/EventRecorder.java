package nib.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nib.api.Event;
import nib.spi.Observer;
import org.jspecify.annotations.Nullable;

/**
 * The eyes of a test: keeps every event it is told of and lets the test wait for one. Each event is handed out by the
 * {@code await} methods at most once, so that two waits for the same kind find two events. By any thread.
 */
public final class EventRecorder implements Observer {
    private final Duration patience;
    private final List<Event> all = new ArrayList<>();
    private final List<Event> fresh = new ArrayList<>();

    /** A recorder that waits up to ten seconds of real time for an event. */
    public EventRecorder() {
        this(Deadline.patience());
    }

    /**
     * A recorder.
     *
     * @param patience how long to wait, in real time, before a test has failed
     */
    public EventRecorder(Duration patience) {
        this.patience = patience;
    }

    @Override
    public synchronized void on(Event event) {
        all.add(event);
        fresh.add(event);
        notifyAll();
    }

    /** Waits for the next event of a type. */
    public <E extends Event> E await(Class<E> type) {
        return await(type, event -> true);
    }

    /**
     * Waits for the next event of a type that fits, and hands it out; earlier ones that do not fit stay for others.
     *
     * @throws AssertionError if none comes in time, naming what came instead
     */
    public synchronized <E extends Event> E await(Class<E> type, Predicate<? super E> fits) {
        Deadline deadline = Deadline.in(patience);
        for (E found = take(type, fits); ; found = take(type, fits)) {
            if (found != null) {
                return found;
            }
            if (!deadline.waitOn(this)) {
                throw new AssertionError(
                        "no fitting " + type.getSimpleName() + " within " + patience + "; came: " + all);
            }
        }
    }

    /** Waits until so many events of a type have come in all, handed out or not, and returns them in their order. */
    public synchronized <E extends Event> List<E> await(Class<E> type, int count) {
        Deadline deadline = Deadline.in(patience);
        while (all(type).size() < count) {
            if (!deadline.waitOn(this)) {
                throw new AssertionError(
                        all(type).size() + " instead of " + count + " " + type.getSimpleName() + " within " + patience);
            }
        }
        return all(type);
    }

    /** Everything so far, in the order in which it came. */
    public synchronized List<Event> all() {
        return List.copyOf(all);
    }

    /** Everything of one type so far. */
    public synchronized <E extends Event> List<E> all(Class<E> type) {
        return all.stream().filter(type::isInstance).map(type::cast).collect(Collectors.toUnmodifiableList());
    }

    /** Forgets what came so far. */
    public synchronized void clear() {
        all.clear();
        fresh.clear();
    }

    private <E extends Event> @Nullable E take(Class<E> type, Predicate<? super E> fits) {
        for (int i = 0; i < fresh.size(); i++) {
            if (type.isInstance(fresh.get(i)) && fits.test(type.cast(fresh.get(i)))) {
                return type.cast(fresh.remove(i));
            }
        }
        return null;
    }
}
