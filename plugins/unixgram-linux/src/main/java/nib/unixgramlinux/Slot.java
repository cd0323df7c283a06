package nib.unixgramlinux;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nib.api.Address;
import nib.api.Client;
import nib.api.Event;
import nib.spi.Desk;
import nib.spi.Forwarder;
import nib.spi.Host;
import org.jspecify.annotations.Nullable;

/**
 * A listener: takes datagrams and gives each to a server, on a thread of its own.
 *
 * <pre>
 *   BOUND --carry--> OPEN --drain: no file, the queue is emptied--> CLOSED
 *     |---------------drain, close---------------------------------^
 * </pre>
 */
final class Slot implements Forwarder.Bound {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Inbox inbox;
    private final Host host;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Desk desk;
    private volatile boolean draining;
    private boolean started;

    Slot(Inbox inbox, Host host) {
        this.inbox = inbox;
        this.host = host;
    }

    @Override
    public Address local() {
        return inbox.local;
    }

    @Override
    public void carry(Forwarder.Terms terms, Desk where) {
        desk = where;
        if (!started) {
            started = true;
            host.thread("nib-unixgram " + terms.listener(), () -> run(terms.listener()));
        }
    }

    private void run(String listener) {
        try (inbox;
                Outbox outbox = Outbox.open(inbox.call)) {
            while (!draining) {
                inbox.await();
                empty(outbox, listener);
            }
            inbox.hide();
            empty(outbox, listener);
        } catch (IOException e) {
            host.tell(new Event.Note(listener, true, "the listener has ended: " + e.getMessage()));
        } finally {
            closed.countDown();
        }
    }

    /** What is wrong with one datagram, or for a moment, must not end the listener. */
    private void empty(Outbox outbox, String listener) {
        try {
            for (Client client = inbox.receive(listener); client != null; client = inbox.receive(listener)) {
                Desk where = desk;
                if (where != null) {
                    outbox.send(where, client, inbox.bytes());
                }
            }
        } catch (IOException | RuntimeException e) {
            host.tell(new Event.Note(listener, true, "cannot receive: " + e.getMessage()));
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Override
    public void drain(long nanos) {
        draining = true;
        if (!started) {
            inbox.close();
            closed.countDown();
            return;
        }
        inbox.wake();
        try {
            boolean _ = closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        drain(TimeUnit.SECONDS.toNanos(1));
    }
}
