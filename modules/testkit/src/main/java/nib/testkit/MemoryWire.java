package nib.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import nib.api.Address;
import nib.spi.Wire;

/**
 * A wire without a socket, for tests of filters and probes. It keeps what {@link Wire} promises: 64 KiB a direction, a
 * FIN that leaves the other direction alone, a reset that is seen as one.
 */
public final class MemoryWire implements Wire {
    private final Lane in;
    private final Lane out;
    private final Address local;
    private final Address remote;
    private volatile boolean closed;

    private MemoryWire(Lane in, Lane out, Address local, Address remote) {
        this.in = in;
        this.out = out;
        this.local = local;
        this.remote = remote;
    }

    /** Both ends of one connection, between addresses of memory. */
    public static Pair pair() {
        return pair(new Address.Unix(""), new Address.Unix("@memory"));
    }

    /** Both ends of one connection. */
    public static Pair pair(Address near, Address far) {
        Lane there = new Lane();
        Lane back = new Lane();
        return new Pair(new MemoryWire(back, there, near, far), new MemoryWire(there, back, far, near));
    }

    /** Two connected wires. */
    public record Pair(MemoryWire near, MemoryWire far) implements Closeable {
        @Override
        public void close() {
            near.close();
            far.close();
        }
    }

    /** Whether this end was closed or reset. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return in.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        out.write(from);
    }

    @Override
    public void finish() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        out.finish();
    }

    @Override
    public void reset() {
        if (!closed) {
            in.cut();
            out.cut();
        }
        close();
    }

    @Override
    public void close() {
        closed = true;
        out.finish();
        in.leave();
    }

    @Override
    public Address local() {
        return local;
    }

    @Override
    public Address remote() {
        return remote;
    }

    @Override
    public String toString() {
        return local + " - " + remote;
    }

    /** One direction. Both ends use one lock; whoever changes something wakes everybody. */
    private static final class Lane {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final byte[] ring = new byte[64 * 1024];
        private long written;
        private long read;
        /** Whether the writer has ended. */
        private boolean finished;

        private boolean cut;
        /** Whether the reader has gone. */
        private boolean left;

        int read(ByteBuffer into) throws IOException {
            lock.lock();
            try {
                waitWhile(() -> written == read && !finished && !cut && !left);
                check();
                return written == read ? -1 : take(into);
            } finally {
                lock.unlock();
            }
        }

        private int take(ByteBuffer into) {
            int count = (int) Math.min(into.remaining(), written - read);
            for (int i = 0; i < count; i++) {
                into.put(ring[(int) (read++ % ring.length)]);
            }
            changed.signalAll();
            return count;
        }

        void write(ByteBuffer from) throws IOException {
            lock.lock();
            try {
                while (from.hasRemaining()) {
                    waitWhile(() -> written - read == ring.length && !finished && !cut && !left);
                    check();
                    if (finished) {
                        throw new ClosedChannelException();
                    }
                    put(from);
                }
            } finally {
                lock.unlock();
            }
        }

        private void put(ByteBuffer from) {
            while (from.hasRemaining() && written - read < ring.length) {
                ring[(int) (written++ % ring.length)] = from.get();
            }
            changed.signalAll();
        }

        /** An interrupt ends a wire, as it does a channel of the JDK. */
        private void waitWhile(BooleanSupplier nothingToDo) throws IOException {
            try {
                while (nothingToDo.getAsBoolean()) {
                    changed.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                cut = true;
                changed.signalAll();
                throw new ClosedByInterruptException();
            }
        }

        private void check() throws IOException {
            if (cut) {
                throw new SocketException("Connection reset");
            }
            if (left) {
                throw new ClosedChannelException();
            }
        }

        void finish() {
            mark(() -> finished = true);
        }

        void cut() {
            mark(() -> cut = true);
        }

        void leave() {
            mark(() -> left = true);
        }

        private void mark(Runnable mark) {
            lock.lock();
            try {
                mark.run();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
