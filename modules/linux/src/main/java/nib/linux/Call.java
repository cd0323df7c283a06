package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What a thread needs to call the kernel: a place where the error number lands, and a few bytes for small structures.
 * Make one for each thread that calls, in an arena of its own, and keep it as long as the thread works. Two threads must
 * not use one at the same time; from {@link Arena#ofConfined()} this is checked.
 */
public final class Call {
    /** A whole line of the cache, so that two workers do not slow each other down. */
    private static final long LINE = 64;

    /** Where errno lands: the layout of the linker has it first. */
    final MemorySegment errno;

    /** For structures of at most 64 bytes that live for one call. */
    final MemorySegment scratch;

    /** For the length of such a structure. */
    final MemorySegment length;

    /** Takes its memory from an arena, which must live as long as this. */
    public Call(Arena arena) {
        MemorySegment memory = arena.allocate(3 * LINE, LINE);
        errno = memory.asSlice(0, LINE);
        scratch = memory.asSlice(LINE, LINE);
        length = memory.asSlice(2 * LINE, LINE);
    }

    /** The result, or the error number with a minus sign. */
    int result(int result) {
        return result >= 0 ? result : -errno.get(JAVA_INT, 0);
    }

    /** The result, or the error number with a minus sign. */
    long result(long result) {
        return result >= 0 ? result : -errno.get(JAVA_INT, 0);
    }
}
