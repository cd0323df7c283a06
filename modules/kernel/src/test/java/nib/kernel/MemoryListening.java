package nib.kernel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import nib.api.Address;
import nib.spi.Transport;
import nib.spi.Wire;

/** A listening socket in memory; a test fills its queue with clients and with failures. */
final class MemoryListening implements Transport.Listening {
    /** What the next accept does. */
    interface Arrival {
        Wire accept() throws IOException;
    }

    private final Address local;
    private final Queue<Arrival> queue = new ArrayDeque<>();
    private boolean closed;
    private int asked;

    MemoryListening(Address local) {
        this.local = local;
    }

    synchronized void arrive(Wire wire) {
        if (closed) {
            throw new AssertionError("refused: " + local + " is closed");
        }
        next(() -> wire);
    }

    /** An accept fails, or throws what it must not. */
    synchronized void next(Arrival arrival) {
        queue.add(arrival);
        notifyAll();
    }

    @Override
    public Wire accept(Transport.Options options) throws IOException {
        return take().accept();
    }

    private synchronized Arrival take() throws IOException {
        asked++;
        notifyAll();
        try {
            while (queue.isEmpty()) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                wait();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        return queue.remove();
    }

    /** Waits until accept has been called so often. */
    synchronized void awaitAsked(int times) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (asked < times) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("accept was called " + asked + " times, not " + times);
            }
            wait(left);
        }
    }

    synchronized int asked() {
        return asked;
    }

    /** Clients that wait. */
    synchronized int waiting() {
        return queue.size();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public Address local() {
        return local;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
