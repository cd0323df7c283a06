package nib.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nib.api.End;
import nib.spi.Clock;
import nib.spi.Forwarder;
import nib.spi.Lease;
import nib.spi.Pace;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes between a client and a server until both have ended their streams or one has cut the connection. Each
 * direction is a loop of its own on a virtual thread:
 *
 * <pre>
 *   OPEN --end of stream--> DONE             the end is passed on (FIN); both are closed where that is wanted
 *   OPEN --reading fails--> both cut         a reset stays a reset
 *   OPEN --writing fails--> DEAF --end--> DONE
 * </pre>
 *
 * A direction is deaf when its reader is gone: what still comes is dropped, and the other direction, which reads from
 * that peer, learns whether it closed or cut. So a server may answer, close, and ignore what the client still sends,
 * and the client gets the whole answer.
 */
final class Relay {
    /** One direction. Written by its own thread, read by others. */
    private final class Stream implements Runnable {
        private final Wire from;
        private final Wire to;
        private final End closed;
        private final End cut;
        private final boolean fast;
        private final @Nullable Pace pace;
        private volatile long bytes;
        private boolean deaf;

        Stream(Wire from, Wire to, End closed, End cut, boolean fast, @Nullable Pace pace) {
            this.from = from;
            this.to = to;
            this.closed = closed;
            this.cut = cut;
            this.fast = fast;
            this.pace = pace;
        }

        @Override
        public void run() {
            ByteBuffer buffer = Buffers.take(Buffers.SMALL);
            try {
                while (from.read(limited(buffer)) >= 0) {
                    boolean filled = !buffer.hasRemaining() && buffer.limit() == buffer.capacity();
                    long length = buffer.position();
                    write(buffer.flip());
                    buffer = filled ? Buffers.larger(buffer) : buffer.clear();
                    rest(length);
                }
                finish();
            } catch (IOException e) {
                if (!over) {
                    passage.cut(cut, Failures.words(e));
                }
            } catch (RuntimeException | Error e) {
                passage.broken(e); // a wire that a filter wrapped; the other direction must not wait for this one
                Relay.this.cut();
            } finally {
                Buffers.give(buffer);
            }
        }

        private ByteBuffer limited(ByteBuffer buffer) {
            return pace == null ? buffer : buffer.limit(Math.min(buffer.capacity(), pace.most()));
        }

        /** Waits until its pace allows more. */
        private void rest(long length) {
            long wait = pace == null ? 0 : pace.moved(length);
            long begun = System.nanoTime();
            for (long left = wait; left > 0 && !passage.isOver(); left = wait - (System.nanoTime() - begun)) {
                LockSupport.parkNanos(this, Math.min(left, SLICE));
                moved = clock.nanos(); // it is not the peer that is silent
            }
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        private void write(ByteBuffer buffer) {
            if (deaf) {
                return;
            }
            int length = buffer.remaining();
            try {
                to.write(buffer);
            } catch (IOException e) {
                deaf = true;
                half = true;
            }
            moved = clock.nanos();
            bytes += length - buffer.remaining();
        }

        private void finish() {
            half = true;
            synchronized (Relay.this) {
                first = first == null ? closed : first;
            }
            moved = clock.nanos();
            if (!deaf) {
                try {
                    to.finish();
                } catch (IOException e) {
                    deaf = true; // nobody is there to hear of the end; the other direction will find out
                }
            }
            if (fast) {
                passage.say(first(), "");
                over = true;
                front.close();
                back.close();
            }
        }
    }

    /** How long one that rests may not see that all is over, nanoseconds. */
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(250);

    private final Passage passage;
    private final Clock clock;
    private final Wire front;
    private final Wire back;
    private final Stream up;
    private final Stream down;
    private volatile long moved;
    private volatile boolean half;
    private volatile boolean over;
    private @Nullable End first;
    private long countedUp;
    private long countedDown;

    Relay(Passage passage, Wire front, Wire back, Lease lease) {
        this.passage = passage;
        this.clock = passage.rules.host().clock();
        this.front = front;
        this.back = back;
        Forwarder.FastClose fast = passage.rules.settings().fastClose();
        this.up = new Stream(front, back, End.CLIENT_CLOSED, End.CLIENT_RESET, fast.client(), lease.upload());
        this.down = new Stream(back, front, End.SERVER_CLOSED, End.SERVER_RESET, fast.server(), lease.download());
        this.moved = clock.nanos();
    }

    /** Moves everything; returns when both directions are done. */
    void run() {
        Thread downward = Thread.ofVirtual().start(down);
        up.run();
        boolean interrupted = false;
        while (downward.isAlive()) {
            try {
                downward.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        passage.say(first(), "");
        settle();
    }

    private synchronized End first() {
        return first == null ? End.CLIENT_CLOSED : first;
    }

    /** Ends the session if nothing has moved for too long, and hands on what was counted. */
    void tick(long now, long idle, long halfClosed) {
        long silent = now - moved;
        if (half && silent > halfClosed) {
            passage.cut(End.HALF_CLOSED, "silent after one side had closed");
        } else if (silent > idle) {
            passage.cut(End.IDLE, "silent");
        }
        settle();
    }

    /** Hands the bytes moved since the last time to the passage. */
    synchronized void settle() {
        long sent = up.bytes;
        long received = down.bytes;
        passage.count(sent - countedUp, received - countedDown);
        countedUp = sent;
        countedDown = received;
    }

    /** Cuts both wires. */
    void cut() {
        front.reset();
        back.reset();
    }
}
