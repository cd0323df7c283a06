package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Memory of n messages as recvmsg(2) and recvmmsg(2) want it: struct mmsghdr, each with one struct iovec, a name and
 * control data.
 *
 * <pre>
 *   msghdr   0 name   8 its length   16 iovec   24 how many   32 control   40 its length   48 flags
 *   mmsghdr  56 bytes of the message                                                        (64 in all)
 * </pre>
 */
final class Messages {
    static final int HEADER = 64;
    static final int NAME = 32;
    static final int CONTROL = 128;
    private static final int VECTOR = 16;
    private static final long NAME_LENGTH = 8;
    private static final long CONTROL_LENGTH = 40;
    private static final long FLAGS = 48;
    private static final long BYTES = 56;

    final int count;
    final MemorySegment headers;
    final MemorySegment names;
    final MemorySegment controls;
    private final MemorySegment vectors;

    Messages(Arena arena, int count) {
        this.count = count;
        headers = arena.allocate((long) HEADER * count, 64);
        vectors = arena.allocate((long) VECTOR * count, 64);
        names = arena.allocate((long) NAME * count, 64);
        controls = arena.allocate((long) CONTROL * count, 64);
        for (int i = 0; i < count; i++) {
            long at = header(i);
            headers.set(JAVA_LONG, at, names.address() + name(i));
            headers.set(JAVA_LONG, at + 16, vectors.address() + (long) VECTOR * i);
            headers.set(JAVA_LONG, at + 24, 1);
            headers.set(JAVA_LONG, at + 32, controls.address() + control(i));
        }
    }

    static long name(int i) {
        return (long) NAME * i;
    }

    static long control(int i) {
        return (long) CONTROL * i;
    }

    private static long header(int i) {
        return (long) HEADER * i;
    }

    int check(int i) {
        return Objects.checkIndex(i, count);
    }

    void payload(int i, long address, long length) {
        vectors.set(JAVA_LONG, (long) VECTOR * i, address);
        vectors.set(JAVA_LONG, (long) VECTOR * i + 8, length);
    }

    /** The i-th consists of payloads that follow each other, not of its own. */
    void gather(int i, int first, int pieces) {
        headers.set(JAVA_LONG, header(i) + 16, vectors.address() + (long) VECTOR * first);
        headers.set(JAVA_LONG, header(i) + 24, pieces);
    }

    void nameLength(int i, int length) {
        headers.set(JAVA_INT, header(i) + NAME_LENGTH, length);
    }

    int nameLength(int i) {
        return headers.get(JAVA_INT, header(i) + NAME_LENGTH);
    }

    void controlLength(int i, long length) {
        headers.set(JAVA_LONG, header(i) + CONTROL_LENGTH, length);
    }

    long controlLength(int i) {
        return headers.get(JAVA_LONG, header(i) + CONTROL_LENGTH);
    }

    int flags(int i) {
        return headers.get(JAVA_INT, header(i) + FLAGS);
    }

    int bytes(int i) {
        return headers.get(JAVA_INT, header(i) + BYTES);
    }

    /** Gets ready to receive the i-th. */
    void expect(int i) {
        names.set(JAVA_SHORT, name(i), (short) 0);
        nameLength(i, NAME);
        controlLength(i, CONTROL);
    }
}
