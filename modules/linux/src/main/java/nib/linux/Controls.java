package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * What goes beside the data of a message: struct cmsghdr of cmsg(3). Each begins with its length (8 bytes), level and type
 * (4 each), and the next at a multiple of 8.
 */
final class Controls {
    static final int HEADER = 16;
    static final int IP = 0;
    static final int SOCKET = 1;
    static final int UDP = 17;
    static final int IPV6 = 41;
    static final int IP_PKTINFO = 8;
    static final int IPV6_PKTINFO = 50;

    private Controls() {}

    /** Where the next begins after the one at a place, or the end if this one is not whole. */
    static long next(MemorySegment memory, long at, long end) {
        long length = memory.get(JAVA_LONG_UNALIGNED, at);
        return length < HEADER || length > end - at ? end : at + align(length);
    }

    /** Whether one begins at a place, and is whole. */
    static boolean isWhole(MemorySegment memory, long at, long end) {
        if (end - at < HEADER) {
            return false;
        }
        long length = memory.get(JAVA_LONG_UNALIGNED, at);
        return length >= HEADER && length <= end - at;
    }

    static boolean is(MemorySegment memory, long at, int level, int type) {
        return memory.get(JAVA_INT_UNALIGNED, at + 8) == level && memory.get(JAVA_INT_UNALIGNED, at + 12) == type;
    }

    static int dataLength(MemorySegment memory, long at) {
        return (int) memory.get(JAVA_LONG_UNALIGNED, at) - HEADER;
    }

    /** Writes which address, and which interface or 0, a datagram leaves from; returns where the next begins. */
    static long source(MemorySegment memory, long at, int family, long high, long low, int index) {
        boolean four = family == Sockets.AF_INET;
        long data = at + HEADER;
        if (four) {
            memory.set(JAVA_INT_UNALIGNED, data, index);
            memory.set(Sockaddr.NETWORK_INT, data + 4, (int) low);
            memory.set(JAVA_INT_UNALIGNED, data + 8, 0);
            return header(memory, at, IP, IP_PKTINFO, 12);
        }
        memory.set(Sockaddr.NETWORK_LONG, data, high);
        memory.set(Sockaddr.NETWORK_LONG, data + 8, low);
        memory.set(JAVA_INT_UNALIGNED, data + 16, index);
        return header(memory, at, IPV6, IPV6_PKTINFO, 20);
    }

    /** Writes how many bytes each datagram gets of a large send; returns where the next begins. */
    static long segment(MemorySegment memory, long at, int size) {
        memory.set(JAVA_SHORT_UNALIGNED, at + HEADER, (short) size);
        return header(memory, at, UDP, Option.UDP_SEGMENT.number, 2);
    }

    private static long header(MemorySegment memory, long at, int level, int type, int dataLength) {
        memory.set(JAVA_LONG_UNALIGNED, at, HEADER + dataLength);
        memory.set(JAVA_INT_UNALIGNED, at + 8, level);
        memory.set(JAVA_INT_UNALIGNED, at + 12, type);
        return at + align(HEADER + dataLength);
    }

    private static long align(long length) {
        return length + 7 & ~7L;
    }
}
