package nib.kernel;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import nib.api.Client;
import nib.api.End;
import nib.spi.Flow;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/** All sessions of the house: those on threads of their own, and those that engines carry. */
final class Sessions {
    private final Map<Long, Passage> open = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Gate gate;
    private volatile boolean waiting;
    private volatile boolean closed;

    Sessions(int limit) {
        this.gate = new Gate(limit);
    }

    /** The limit for all listeners together. Who has entered must begin a session or leave. */
    Gate gate() {
        return gate;
    }

    /**
     * Serves a client on a virtual thread of its own; {@code after} runs when it is over. The number is taken before
     * the rules are read, so that whoever changes them knows by {@link #newest} which sessions may have the old ones.
     */
    void begin(Wire wire, Supplier<Rules> rules, Runnable after) {
        if (closed) {
            wire.reset();
            gate.leave();
            after.run();
            return;
        }
        long id = numbers.incrementAndGet();
        Session session = new Session(id, wire, rules.get(), () -> over(id, after));
        open.put(id, session.passage);
        Thread.ofVirtual().start(session);
    }

    /** Notes a client that an engine carries; {@code after} runs when it is over. */
    Passage begin(Client client, Flow.Carrier carrier, Supplier<Rules> rules, Runnable after) {
        long id = numbers.incrementAndGet();
        Passage passage = new Passage(id, client, rules.get(), carrier, () -> over(id, after));
        open.put(id, passage);
        if (closed) {
            passage.cut(End.DRAINED, "the time for draining is over");
        }
        return passage;
    }

    private void over(long id, Runnable after) {
        gate.leave();
        after.run();
        remove(id);
    }

    /** Those who come from now on are cut. */
    void close() {
        closed = true;
    }

    private void remove(long id) {
        open.remove(id);
        if (waiting && open.isEmpty()) {
            synchronized (open) {
                open.notifyAll();
            }
        }
    }

    /** Waits until no session is open, but not longer than that. */
    void awaitNone(long nanos) {
        long deadline = System.nanoTime() + nanos;
        waiting = true;
        try {
            synchronized (open) {
                long left = deadline - System.nanoTime();
                while (!open.isEmpty() && left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(open, left);
                    left = deadline - System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at every clock. */
    void tick(long now) {
        for (Passage one : open.values()) {
            try {
                one.tick(now);
            } catch (RuntimeException e) {
                one.broken(e); // a wire that cannot be cut must not keep others from being looked at
            }
        }
    }

    /** Cuts those that fit. */
    int cut(Predicate<Passage> which, End end, String reason) {
        int count = 0;
        for (Passage one : open.values()) {
            if (which.test(one)) {
                cut(one, end, reason);
                count++;
            }
        }
        return count;
    }

    private static void cut(Passage one, End end, String reason) {
        try {
            one.cut(end, reason);
        } catch (RuntimeException e) {
            one.broken(e);
        }
    }

    @Nullable Passage find(long id) {
        return open.get(id);
    }

    Collection<Passage> all() {
        return open.values();
    }

    Optional<Passage> oldest() {
        return open.values().stream().min(Comparator.comparingLong(one -> one.id));
    }

    int size() {
        return open.size();
    }

    /** The number that the newest session has: those that begin from now on have larger ones. */
    long newest() {
        return numbers.get();
    }

    /** Whether nobody is left of those up to that number. */
    boolean goneUpTo(long number) {
        return open.keySet().stream().noneMatch(id -> id <= number);
    }
}
