package nib.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import nib.api.Address;
import nib.api.Event;
import nib.spi.LocalFailure;
import nib.spi.Transport;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A bound socket and the thread that accepts from it. The socket stays through reloads that keep its address; the
 * {@link Rules} for new sessions change under it.
 *
 * <pre>
 *   BOUND --start--> ACCEPTING --no descriptors--> PAUSED 10 to 200 ms --> ACCEPTING
 *                        |  ^---a session ends--- FULL <--limit reached---
 *                        \--close: what waits in the queue is still accepted--> CLOSED
 * </pre>
 */
final class LiveListener {
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(200);

    private final Transport.Listening socket;
    private final Sessions sessions;
    private final Gate gate;
    final LongAdder accepted = new LongAdder();
    final LongAdder ended = new LongAdder();
    private volatile Rules rules;
    private volatile @Nullable ClientLimit clientLimit;
    private volatile @Nullable Thread acceptor;
    private volatile boolean closed;
    private volatile boolean waiting;
    private boolean paused;

    LiveListener(Transport.Listening socket, Sessions sessions, Rules rules, @Nullable ClientLimit clientLimit) {
        this.socket = socket;
        this.sessions = sessions;
        this.rules = rules;
        this.clientLimit = clientLimit;
        this.gate = new Gate(rules.settings().max());
    }

    void apply(Rules now, @Nullable ClientLimit limit) {
        rules = now;
        clientLimit = limit;
        gate.limit(now.settings().max());
        LockSupport.unpark(acceptor); // the limit may have risen
    }

    void start() {
        // A thread of the system: a transport may wait in a way that would hold the carrier of a virtual one.
        acceptor = rules.host().thread("nib-accept " + rules.listener(), this::acceptAll);
    }

    private void acceptAll() {
        for (Wire wire = next(); wire != null; wire = next()) {
            accepted.increment();
            try {
                sessions.begin(wire, this::rules, this::ended);
            } catch (RuntimeException | Error e) {
                // a transport whose wire does not know its addresses; the listener goes on
                wire.close();
                ended();
                sessions.gate().leave();
                fault(e);
            }
        }
    }

    private void ended() {
        ended.increment();
        gate.leave();
        if (waiting) {
            LockSupport.unpark(acceptor);
        }
    }

    /** Waits for room and then for a client; null when the listener is closed and its queue is empty. */
    private @Nullable Wire next() {
        long pause = SHORTEST;
        while (true) {
            boolean entered = enter();
            try {
                Wire wire = socket.accept(rules.options());
                while (!entered) {
                    entered = enterOrPark();
                }
                paused(false, "there is room again");
                return wire;
            } catch (LocalFailure e) {
                leave(entered);
                paused(true, Failures.words(e));
            } catch (IOException | RuntimeException | Error e) {
                leave(entered);
                if (closed) {
                    return null;
                }
                fault(e); // what a socket says that was not closed does not end the listener
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST);
        }
    }

    /** Waits until there is room for one more session here and in the house; false when the listener is closed first. */
    private boolean enter() {
        if (tryEnter()) {
            return true;
        }
        paused(true, "the most connections are open");
        boolean entered = false;
        while (!entered && !closed) {
            entered = enterOrPark();
        }
        if (entered) {
            paused(false, "there is room again");
        }
        return entered;
    }

    private boolean enterOrPark() {
        waiting = true; // before the last try, so that a session which ends now wakes this thread
        boolean entered = tryEnter();
        if (!entered) {
            LockSupport.parkNanos(LONGEST);
        }
        waiting = false;
        return entered;
    }

    private boolean tryEnter() {
        if (gate.enter()) {
            if (sessions.gate().enter()) {
                return true;
            }
            gate.leave();
        }
        return false;
    }

    private void leave(boolean entered) {
        if (entered) {
            gate.leave();
            sessions.gate().leave();
        }
    }

    private void paused(boolean now, String reason) {
        if (paused != now) {
            paused = now;
            rules.host().tell(new Event.AcceptPaused(rules.listener(), now, reason));
        }
    }

    private void fault(Throwable e) {
        rules.host().tell(new Event.PluginFailed("transport", rules.listener(), Failures.words(e)));
    }

    /** Stops listening; clients that wait in the queue are still served. */
    void close() {
        closed = true;
        try {
            socket.close();
        } catch (RuntimeException e) {
            fault(e);
        }
        LockSupport.unpark(acceptor);
    }

    /** Waits until the queue of a closed listener has been served: while it is full, others must end first. */
    void awaitClosed(long nanos) {
        Thread last = acceptor;
        try {
            if (last != null && !last.join(Duration.ofNanos(Math.max(nanos, 1)))) {
                rules.host().tell(new Event.Note(rules.listener(), true, "its queue is not empty yet"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Address local() {
        return socket.local();
    }

    Rules rules() {
        return rules;
    }

    @Nullable ClientLimit clientLimit() {
        return clientLimit;
    }
}
