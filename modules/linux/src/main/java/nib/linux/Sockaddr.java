package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static nib.linux.Sockets.AF_INET;
import static nib.linux.Sockets.AF_INET6;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Socket addresses of IP where they lie in memory: struct sockaddr_in of ip(7), sockaddr_in6 of ipv6(7). */
final class Sockaddr {
    static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfInt NETWORK_INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfLong NETWORK_LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    static final int INET_LENGTH = 16;
    static final int INET6_LENGTH = 28;
    private static final long PORT = 2;
    private static final long ADDRESS = 4;
    private static final long PADDING = 8;
    private static final long FLOW6 = 4;
    private static final long ADDRESS6 = 8;
    private static final long SCOPE6 = 24;
    private static final long MAPPED = 0xffffL << 32;

    private Sockaddr() {}

    static int family(MemorySegment memory, long at) {
        return memory.get(JAVA_SHORT_UNALIGNED, at);
    }

    static int port(MemorySegment memory, long at) {
        return isInet(memory, at) ? Short.toUnsignedInt(memory.get(NETWORK_SHORT, at + PORT)) : 0;
    }

    static long high(MemorySegment memory, long at) {
        return family(memory, at) == AF_INET6 ? memory.get(NETWORK_LONG, at + ADDRESS6) : 0;
    }

    static long low(MemorySegment memory, long at) {
        return switch (family(memory, at)) {
            case AF_INET -> mapped(memory.get(NETWORK_INT, at + ADDRESS));
            case AF_INET6 -> memory.get(NETWORK_LONG, at + ADDRESS6 + 8);
            default -> 0;
        };
    }

    static int scope(MemorySegment memory, long at) {
        return family(memory, at) == AF_INET6 ? memory.get(JAVA_INT_UNALIGNED, at + SCOPE6) : 0;
    }

    static void scope(MemorySegment memory, long at, int scope) {
        if (family(memory, at) == AF_INET6) {
            memory.set(JAVA_INT_UNALIGNED, at + SCOPE6, scope);
        }
    }

    /** The low half of an {@code Ip} that is IPv4. */
    static long mapped(int ipv4) {
        return MAPPED | Integer.toUnsignedLong(ipv4);
    }

    static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** Writes an address for a socket of this family, and returns its length. */
    static int write(MemorySegment memory, long at, int family, long high, long low, int port) {
        boolean four = family == AF_INET;
        if (four ? !isIpv4(high, low) : family != AF_INET6) {
            throw new IllegalArgumentException("not an address of family " + family);
        }
        int length = four ? INET_LENGTH : INET6_LENGTH;
        memory.set(JAVA_SHORT_UNALIGNED, at, (short) family);
        memory.set(NETWORK_SHORT, at + PORT, (short) port);
        if (four) {
            memory.set(NETWORK_INT, at + ADDRESS, (int) low);
            memory.set(JAVA_LONG_UNALIGNED, at + PADDING, 0);
        } else {
            memory.set(JAVA_INT_UNALIGNED, at + FLOW6, 0);
            memory.set(JAVA_INT_UNALIGNED, at + SCOPE6, 0);
            memory.set(NETWORK_LONG, at + ADDRESS6, high);
            memory.set(NETWORK_LONG, at + ADDRESS6 + 8, low);
        }
        return length;
    }

    static boolean isInet(MemorySegment memory, long at) {
        int family = family(memory, at);
        return family == AF_INET || family == AF_INET6;
    }

    /** Bytes of a Unix address after its family. */
    static byte[] path(MemorySegment memory, long at, int length) {
        return memory.asSlice(at + 2, Math.max(0, length - 2)).toArray(JAVA_BYTE);
    }
}
