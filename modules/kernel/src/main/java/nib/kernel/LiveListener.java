package nib.kernel;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Event;
import nib.spi.Forwarder;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/**
 * An address where clients come in, and who carries them: sessions on threads, or an engine. The socket stays through
 * reloads that keep its address; the {@link Rules} for new sessions, and who carries them, change over it.
 *
 * <pre>
 *   BOUND --carry--> CARRIED by threads or by an engine --close--> what waits in the queue is still served --> CLOSED
 *                       ^------------carry------------|
 * </pre>
 */
final class LiveListener {
    /** How long an engine may take to empty its queue, nanoseconds. */
    private static final long QUEUE = TimeUnit.SECONDS.toNanos(30);

    /** An engine, and what it has made of this listener. */
    record Engine(Forwarder forwarder, Forwarder.Bound bound) {}

    private final Transport.@Nullable Listening socket;
    private final Sessions sessions;
    final FrontDesk desk;
    private volatile Rules rules;
    private volatile @Nullable Acceptor acceptor;
    private volatile @Nullable Engine engine;
    private volatile @Nullable Thread closing;
    private volatile boolean closed;

    /**
     * A listener that lets nobody in yet.
     *
     * @param socket null if only an engine can bind there
     */
    LiveListener(Transport.@Nullable Listening socket, Sessions sessions, Rules rules) {
        this.socket = socket;
        this.sessions = sessions;
        this.rules = rules;
        this.desk = new FrontDesk(sessions, rules.settings().max(), this::rules, this::room);
    }

    /** From now on under these rules. */
    void apply(Rules now) {
        rules = now;
        desk.limit(now.settings().max());
        room();
    }

    /** Lets clients in, or goes on doing so under the rules that hold now; null is for threads. */
    void carry(@Nullable Engine next) {
        Engine old = engine;
        if (next == null) {
            engine = null;
            startAccepting();
        } else {
            engine = next;
            next.bound.carry(rules.terms(), desk);
            stopAccepting();
        }
        if (old != null && (next == null || !next.forwarder.equals(old.forwarder))) {
            retire(old);
        }
    }

    private void startAccepting() {
        if (acceptor == null && socket != null) {
            Acceptor one = new Acceptor(socket, sessions, desk, this::rules);
            acceptor = one;
            if (closed) {
                one.closed();
            }
            one.start();
        }
    }

    private void stopAccepting() {
        Acceptor one = acceptor;
        if (one != null) {
            acceptor = null;
            one.stop();
        }
    }

    /** Another carries this listener now. Where there is no socket of the house, two cannot share the address. */
    private void retire(Engine old) {
        boolean shared = socket != null;
        rules.host().thread("nib-retire " + rules.listener(), () -> {
            old.bound.drain(shared ? QUEUE : 0);
            if (!shared) {
                old.bound.close();
            }
        });
    }

    private void room() {
        Acceptor one = acceptor;
        if (one != null) {
            one.room();
        }
    }

    /** Stops listening; clients that wait in the queue are still served. */
    void close() {
        closed = true;
        Engine carrying = engine;
        Acceptor accepting = acceptor;
        if (carrying != null) {
            closing = rules.host().thread("nib-close " + rules.listener(), () -> {
                carrying.bound.drain(QUEUE);
                closeSocket();
            });
        } else {
            if (accepting != null) {
                accepting.closed();
            }
            closeSocket();
        }
    }

    private void closeSocket() {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (RuntimeException e) {
            rules.host().tell(new Event.PluginFailed("transport", rules.listener(), Failures.words(e)));
        }
        if (engine != null) {
            new Acceptor(socket, sessions, desk, this::rules).serveRest();
        }
    }

    /** Waits until the queue of a closed listener has been served: while it is full, others must end first. */
    void awaitClosed(long nanos) {
        Acceptor accepting = acceptor;
        Thread last = closing == null && accepting != null ? accepting.thread() : closing;
        try {
            if (last != null && !last.join(Duration.ofNanos(Math.max(nanos, 1)))) {
                rules.host().tell(new Event.Note(rules.listener(), true, "its queue is not empty yet"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Address local() {
        Engine carrying = engine;
        return carrying != null
                ? carrying.bound.local()
                : requireNonNull(socket).local();
    }

    Transport.@Nullable Listening socket() {
        return socket;
    }

    @Nullable Engine engine() {
        return engine;
    }

    Rules rules() {
        return rules;
    }
}
