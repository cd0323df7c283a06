package nib.kernel;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import nib.api.Event;
import nib.spi.LocalFailure;
import nib.spi.Transport;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The thread that accepts from a socket and begins sessions on threads.
 *
 * <pre>
 *   ACCEPTING --no descriptors--> PAUSED 10 to 200 ms --> ACCEPTING
 *       |  ^---a session ends--- FULL <--limit reached---
 *       |--stop: the queue waits for whoever accepts next--> ended
 *       \--the socket is closed: what it has taken over is still served--> ended
 * </pre>
 */
final class Acceptor {
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(200);

    private final Transport.Listening socket;
    private final Sessions sessions;
    private final FrontDesk desk;
    private final Supplier<Rules> rules;
    private volatile @Nullable Thread thread;
    private volatile boolean closed;
    private volatile boolean stopped;
    private volatile boolean waiting;

    Acceptor(Transport.Listening socket, Sessions sessions, FrontDesk desk, Supplier<Rules> rules) {
        this.socket = socket;
        this.sessions = sessions;
        this.desk = desk;
        this.rules = rules;
    }

    void start() {
        // A thread of the system: a transport may wait in a way that would hold the carrier of a virtual one.
        thread = rules.get().host().thread("nib-accept " + rules.get().listener(), this::acceptAll);
    }

    private void acceptAll() {
        for (Wire wire = next(); wire != null; wire = next()) {
            desk.accepted.increment();
            try {
                sessions.begin(wire, rules, desk::gone);
            } catch (RuntimeException | Error e) {
                // a transport whose wire does not know its addresses; the listener goes on
                wire.close();
                desk.gone();
                sessions.gate().leave();
                fault(e);
            }
        }
    }

    /** A place has become free. */
    void room() {
        if (waiting) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Waits for room and then for a client; null when the listener is closed and its queue is empty. The place in the
     * house is taken when the client is there: listeners without clients must not keep it from those that have some.
     */
    private @Nullable Wire next() {
        long pause = SHORTEST;
        while (!stopped) {
            await(() -> desk.hasRoom() || closed || stopped);
            try {
                Wire wire = socket.accept(rules.get().options());
                await(desk::enter);
                desk.paused(false, "there is room again");
                return wire;
            } catch (LocalFailure e) {
                desk.paused(true, Failures.words(e));
            } catch (IOException | RuntimeException | Error e) {
                if (closed || stopped) {
                    return null;
                }
                fault(e); // what a socket says that was not closed does not end the listener
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST);
        }
        return null;
    }

    /** Waits for room here and in the house. */
    private void await(BooleanSupplier room) {
        if (room.getAsBoolean()) {
            return;
        }
        desk.paused(true, "the most connections are open");
        waiting = true; // before the next look, so that a session which ends now wakes this thread
        while (!room.getAsBoolean()) {
            LockSupport.parkNanos(LONGEST);
        }
        waiting = false;
        if (!closed) {
            desk.paused(false, "there is room again");
        }
    }

    private void fault(Throwable e) {
        rules.get().host().tell(new Event.PluginFailed("transport", rules.get().listener(), Failures.words(e)));
    }

    /** Accepts no more; the socket stays. */
    void stop() {
        stopped = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** The socket is about to be closed: what it takes over then is the last to be served. */
    void closed() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** The socket is closed already: serves what it has taken over, on this thread. */
    void serveRest() {
        closed = true;
        thread = Thread.currentThread();
        acceptAll();
    }

    @Nullable Thread thread() {
        return thread;
    }
}
