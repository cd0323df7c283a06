package nib.kernel;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers for relays, used again. A relay starts with a small one, because most connections are idle most of the time,
 * and gets a larger one when a read fills it: large reads are what makes bulk transfers cheap.
 */
final class Buffers {
    static final int SMALL = 4 << 10;
    private static final int MIDDLE = 16 << 10;
    private static final int LARGE = 64 << 10;

    /** Together at most 24 MiB lie idle. */
    private static final ArrayBlockingQueue<ByteBuffer> SMALLS = new ArrayBlockingQueue<>(2048);

    private static final ArrayBlockingQueue<ByteBuffer> MIDDLES = new ArrayBlockingQueue<>(512);
    private static final ArrayBlockingQueue<ByteBuffer> LARGES = new ArrayBlockingQueue<>(128);

    private Buffers() {}

    static ByteBuffer take(int size) {
        ByteBuffer idle = queue(size).poll();
        return idle != null ? idle : ByteBuffer.allocateDirect(size);
    }

    /** The next size, empty; or the same buffer when there is none. */
    static ByteBuffer larger(ByteBuffer full) {
        if (full.capacity() == LARGE) {
            return full.clear();
        }
        ByteBuffer next = take(full.capacity() == SMALL ? MIDDLE : LARGE); // may throw: nobody gives the same one twice
        give(full);
        return next;
    }

    static void give(ByteBuffer buffer) {
        // When the queue is full the buffer goes to the collector.
        boolean kept = queue(buffer.capacity()).offer(buffer.clear());
        assert kept || !kept;
    }

    private static ArrayBlockingQueue<ByteBuffer> queue(int size) {
        return size == SMALL ? SMALLS : size == MIDDLE ? MIDDLES : LARGES;
    }
}
