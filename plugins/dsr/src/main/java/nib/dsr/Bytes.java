package nib.dsr;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Numbers in network order, at any place. A hardware address is a number of 48 bits. */
final class Bytes {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);

    private Bytes() {}

    static int one(MemorySegment memory, long at) {
        return Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, at));
    }

    static int two(MemorySegment memory, long at) {
        return Short.toUnsignedInt(memory.get(SHORT, at));
    }

    static int four(MemorySegment memory, long at) {
        return memory.get(INT, at);
    }

    static long eight(MemorySegment memory, long at) {
        return memory.get(LONG, at);
    }

    static long hardware(MemorySegment memory, long at) {
        return (long) two(memory, at) << 32 | Integer.toUnsignedLong(four(memory, at + 2));
    }

    static void one(MemorySegment memory, long at, int value) {
        memory.set(ValueLayout.JAVA_BYTE, at, (byte) value);
    }

    static void two(MemorySegment memory, long at, int value) {
        memory.set(SHORT, at, (short) value);
    }

    static void four(MemorySegment memory, long at, int value) {
        memory.set(INT, at, value);
    }

    static void eight(MemorySegment memory, long at, long value) {
        memory.set(LONG, at, value);
    }

    static void hardware(MemorySegment memory, long at, long value) {
        two(memory, at, (int) (value >>> 32));
        four(memory, at + 2, (int) value);
    }
}
