package nib.unixgram;

import java.io.IOException;
import java.nio.ByteBuffer;
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
final class Mailbox implements Forwarder.Bound {
    /** No datagram is longer, unless somebody has raised net.core.wmem_max. */
    private static final int LONGEST = 256 * 1024;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Inbox inbox;
    private final Host host;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Forwarder.@Nullable Terms terms;
    private volatile @Nullable Desk desk;
    private volatile boolean draining;
    private boolean started;

    Mailbox(Inbox inbox, Host host) {
        this.inbox = inbox;
        this.host = host;
    }

    @Override
    public Address local() {
        return inbox.local;
    }

    @Override
    public void carry(Forwarder.Terms now, Desk where) {
        terms = now;
        desk = where;
        if (!started) {
            started = true;
            host.thread("nib-unixgram " + now.listener(), () -> run(now.listener()));
        }
    }

    private void run(String name) {
        ByteBuffer datagram = ByteBuffer.allocateDirect(LONGEST);
        try (inbox;
                Outbox outbox = new Outbox()) {
            while (!draining) {
                inbox.await();
                empty(datagram, outbox, name);
            }
            inbox.hide();
            empty(datagram, outbox, name);
        } catch (IOException e) {
            host.tell(new Event.Note(name, true, "the listener has ended: " + e.getMessage()));
        } finally {
            closed.countDown();
        }
    }

    /** What is wrong with one datagram, or for a moment, must not end the listener. */
    private void empty(ByteBuffer datagram, Outbox outbox, String name) {
        try {
            for (Address from = inbox.receive(datagram.clear()); from != null; from = inbox.receive(datagram.clear())) {
                Desk where = desk;
                Forwarder.Terms now = terms;
                if (where != null && now != null) {
                    outbox.send(where, new Client(now.listener(), from, inbox.local), datagram.flip());
                }
            }
        } catch (IOException | RuntimeException e) {
            host.tell(new Event.Note(name, true, "cannot receive: " + e.getMessage()));
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Override
    public void drain(long nanos) {
        draining = true;
        if (!started) {
            shut();
            return;
        }
        inbox.wake();
        try {
            closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        drain(TimeUnit.SECONDS.toNanos(1));
    }

    private void shut() {
        try {
            inbox.close();
        } catch (IOException e) {
            // the descriptor is gone all the same
        }
        closed.countDown();
    }
}
