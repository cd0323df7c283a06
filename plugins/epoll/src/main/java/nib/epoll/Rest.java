package nib.epoll;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Bytes that were read and that the other side could not take yet. Belongs to a worker. */
final class Rest {
    @SuppressWarnings("MustBeClosed") // closed by free
    private final Arena arena = Arena.ofConfined();

    private final MemorySegment bytes;
    private long from;

    /** Keeps a copy. */
    Rest(MemorySegment source, long offset, long length) {
        bytes = arena.allocate(length);
        MemorySegment.copy(source, offset, bytes, 0, length);
    }

    MemorySegment bytes() {
        return bytes;
    }

    long from() {
        return from;
    }

    long length() {
        return bytes.byteSize() - from;
    }

    /** So many have been sent now. */
    void sent(long count) {
        from += count;
    }

    /** Gives the memory back. */
    void free() {
        arena.close();
    }
}
