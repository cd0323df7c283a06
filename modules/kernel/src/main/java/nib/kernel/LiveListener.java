package nib.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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

    /**
     * Waits for room and then for a client; null when the listener is closed and its queue is empty. The place in the
     * house is taken when the client is there: listeners without clients must not keep it from those that have some.
     */
    private @Nullable Wire next() {
        long pause = SHORTEST;
        while (true) {
            await(() -> hasRoom() || closed);
            try {
                Wire wire = socket.accept(rules.options());
                await(this::tryEnter);
                paused(false, "there is room again");
                return wire;
            } catch (LocalFailure e) {
                paused(true, Failures.words(e));
            } catch (IOException | RuntimeException | Error e) {
                if (closed) {
                    return null;
                }
                fault(e); // what a socket says that was not closed does not end the listener
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST);
        }
    }

    /** Waits for room here and in the house. */
    private void await(BooleanSupplier room) {
        if (room.getAsBoolean()) {
            return;
        }
        paused(true, "the most connections are open");
        waiting = true; // before the next look, so that a session which ends now wakes this thread
        while (!room.getAsBoolean()) {
            LockSupport.parkNanos(LONGEST);
        }
        waiting = false;
        if (!closed) {
            paused(false, "there is room again");
        }
    }

    private boolean hasRoom() {
        return gate.hasRoom() && sessions.gate().hasRoom();
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
