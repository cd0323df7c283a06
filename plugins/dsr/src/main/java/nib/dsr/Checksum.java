package nib.dsr;

import java.lang.foreign.MemorySegment;

/** The checksum of the Internet, RFC 1071. */
final class Checksum {
    private Checksum() {}

    /** Of so many bytes, with what was added up before. */
    static int of(MemorySegment memory, long from, int length, long before) {
        long sum = before;
        for (int i = 0; i + 1 < length; i += 2) {
            sum += Bytes.two(memory, from + i);
        }
        if (length % 2 == 1) {
            sum += (long) Bytes.one(memory, from + length - 1) << 8;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) ~sum & 0xffff;
    }

    /** What the addresses of IP, wherever they stand, and protocol and length add: RFC 9293 and RFC 8200, section 8.1. */
    static long pseudo(MemorySegment memory, long addresses, int bytes, int protocol, int length) {
        long sum = (long) protocol + length;
        for (int i = 0; i < bytes; i += 2) {
            sum += Bytes.two(memory, addresses + i);
        }
        return sum;
    }
}
