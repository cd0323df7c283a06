package nib.dsr;

import java.lang.foreign.MemorySegment;

/** Questions and answers about who has an IPv4 address: RFC 826. */
final class Arp {
    /** Bytes behind the header of Ethernet. */
    static final int LENGTH = 28;

    static final int REQUEST = 1;
    static final int REPLY = 2;
    private static final int ETHERNET = 1;
    private static final int SIZES = 0x0604;

    private Arp() {}

    /** Whether it is about Ethernet and IPv4, and says who asks: what else there is, is not for us. */
    static boolean isUsual(MemorySegment memory, long at) {
        return Bytes.two(memory, at) == ETHERNET
                && Bytes.two(memory, at + 2) == Frame.IPV4
                && Bytes.two(memory, at + 4) == SIZES
                && Hardware.isOne(senderHardware(memory, at));
    }

    static int operation(MemorySegment memory, long at) {
        return Bytes.two(memory, at + 6);
    }

    static long senderHardware(MemorySegment memory, long at) {
        return Bytes.hardware(memory, at + 8);
    }

    static int sender(MemorySegment memory, long at) {
        return Bytes.four(memory, at + 14);
    }

    static int target(MemorySegment memory, long at) {
        return Bytes.four(memory, at + 24);
    }

    /** Writes a whole frame; its length. */
    static int write(
            MemorySegment into, int operation, long from, int sender, long to, int target, boolean toEverybody) {
        Bytes.hardware(into, 0, toEverybody ? Hardware.BROADCAST : to);
        Bytes.hardware(into, 6, from);
        Bytes.two(into, 12, Frame.ARP);
        long at = Frame.HEADER;
        Bytes.two(into, at, ETHERNET);
        Bytes.two(into, at + 2, Frame.IPV4);
        Bytes.two(into, at + 4, SIZES);
        Bytes.two(into, at + 6, operation);
        Bytes.hardware(into, at + 8, from);
        Bytes.four(into, at + 14, sender);
        Bytes.hardware(into, at + 18, operation == REQUEST ? 0 : to);
        Bytes.four(into, at + 24, target);
        return Frame.HEADER + LENGTH;
    }
}
