package nib.kernel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * One direction of a stream in memory. It is bounded, so that a writer waits for a slow reader, and it ends as those
 * of an operating system do:
 *
 * <pre>
 *   end      the writer's FIN: what was written can still be read
 *   refuse   the reader has gone: writing fails, what was written before can still be read
 *   cut      RST: both fail, what was not read is lost
 * </pre>
 */
final class Pipe {
    private final byte[] ring;
    private int head;
    private int size;
    private boolean ended;
    private boolean refused;
    private boolean cut;
    private int failures;

    Pipe(int capacity) {
        this.ring = new byte[capacity];
    }

    synchronized int read(ByteBuffer into) throws IOException {
        await(() -> size > 0 || ended || cut || refused);
        if (refused) {
            throw new SocketException("Socket closed");
        }
        if (cut) {
            throw new SocketException("Connection reset");
        }
        if (size == 0) {
            return -1;
        }
        int count = Math.min(size, into.remaining());
        for (int i = 0; i < count; i++) {
            into.put(ring[(head + i) % ring.length]);
        }
        head = (head + count) % ring.length;
        size -= count;
        notifyAll();
        return count;
    }

    synchronized void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            await(() -> size < ring.length || refused || cut || ended);
            if (refused || cut || ended) {
                failures++;
                throw new SocketException(ended ? "Socket closed" : cut ? "Connection reset" : "Broken pipe");
            }
            for (; size < ring.length && from.hasRemaining(); size++) {
                ring[(head + size) % ring.length] = from.get();
            }
            notifyAll();
        }
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized void refuse() {
        refused = true;
        notifyAll();
    }

    synchronized void cut() {
        cut = true;
        notifyAll();
    }

    /** Writes that found nobody to read. */
    synchronized int failures() {
        return failures;
    }

    private void await(BooleanSupplier condition) throws IOException {
        try {
            while (!condition.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
