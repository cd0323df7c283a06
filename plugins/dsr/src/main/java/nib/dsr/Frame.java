package nib.dsr;

import java.lang.foreign.MemorySegment;

/**
 * A frame where it lies, and what it says: Ethernet II with ARP (RFC 826), IPv4 (RFC 791) or IPv6 (RFC 8200). Everything in
 * it is hostile: nothing is read beyond its end, and what does not fit together is {@link Kind#OTHER}. One object is used
 * again for each frame.
 */
final class Frame {
    static final int HEADER = 14;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;
    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int IPV6 = 0x86dd;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int FRAGMENT_HEADER = 44;
    private static final int MOST_HEADERS = 8;
    private static final long MAPPED = 0xffffL << 32;

    /** What a frame is to us. */
    enum Kind {
        /** Nothing. */
        OTHER,
        /** A question or an answer of ARP. */
        ARP,
        /** Whether we have an IPv6 address, RFC 4861. */
        SOLICITATION,
        /** Where an IPv6 address is, RFC 4861. */
        ADVERTISEMENT,
        /** An IP packet of TCP or UDP. */
        PACKET,
        /** An error about such a packet that went the other way, RFC 792 and RFC 4443. Source and target are those of the packet it is about. */
        ERROR
    }

    MemorySegment memory = MemorySegment.NULL;
    long at;
    int length;
    long sourceHigh;
    long sourceLow;
    long targetHigh;
    long targetLow;
    int protocol;
    int sourcePort;
    int targetPort;
    int flags;
    /** Where the packet of IP begins, and what it carries. */
    long packet;

    long payload;
    private long end;
    private boolean fragment;
    private boolean later;

    /** Reads a frame. */
    Kind read(MemorySegment where, long offset, int count) {
        memory = where;
        at = offset;
        length = count;
        packet = offset + HEADER;
        end = offset + count;
        if (count < HEADER) {
            return Kind.OTHER;
        }
        return switch (Bytes.two(memory, at + 12)) {
            case IPV4 -> ipv4(packet) ? carried() : Kind.OTHER;
            case IPV6 -> ipv6(packet) ? carried() : Kind.OTHER;
            case ARP -> fits(packet, Arp.LENGTH) ? Kind.ARP : Kind.OTHER;
            default -> Kind.OTHER;
        };
    }

    long source() {
        return Bytes.hardware(memory, at + 6);
    }

    long target() {
        return Bytes.hardware(memory, at);
    }

    boolean isIpv4() {
        return Bytes.two(memory, at + 12) == IPV4;
    }

    /** A piece of a packet: where the ports are in the first one alone, none counts. */
    boolean isFragment() {
        return fragment;
    }

    /** Whether it begins a connection of TCP. */
    boolean isSyn() {
        return (flags & (SYN | ACK)) == SYN;
    }

    /** Sends it from one device to another. */
    void readdress(long from, long to) {
        Bytes.hardware(memory, at, to);
        Bytes.hardware(memory, at + 6, from);
    }

    /**
     * Begins so many bytes earlier, with the hardware addresses there, and ends with the packet.
     *
     * @param more bytes, which must be free before it
     * @param count bytes of the packet
     */
    void grow(int more, int count) {
        long to = target();
        long from = source();
        at -= more;
        length = HEADER + more + count;
        readdress(from, to);
    }

    private boolean fits(long from, int count) {
        return end - from >= count;
    }

    private boolean ipv4(long from) {
        if (!fits(from, 20)) {
            return false;
        }
        int first = Bytes.one(memory, from);
        int header = (first & 15) * 4;
        int total = Bytes.two(memory, from + 2);
        if (first >>> 4 != 4 || header < 20 || total < header || !fits(from, header)) {
            return false;
        }
        end = Math.min(end, from + total);
        int offset = Bytes.two(memory, from + 6) & 0x3fff; // more fragments, and where this one belongs
        fragment = offset != 0;
        later = (offset & 0x1fff) != 0;
        protocol = Bytes.one(memory, from + 9);
        sourceHigh = 0;
        sourceLow = MAPPED | Integer.toUnsignedLong(Bytes.four(memory, from + 12));
        targetHigh = 0;
        targetLow = MAPPED | Integer.toUnsignedLong(Bytes.four(memory, from + 16));
        payload = from + header;
        return true;
    }

    private boolean ipv6(long from) {
        if (!fits(from, 40) || Bytes.one(memory, from) >>> 4 != 6) {
            return false;
        }
        end = Math.min(end, from + 40 + Bytes.two(memory, from + 4));
        sourceHigh = Bytes.eight(memory, from + 8);
        sourceLow = Bytes.eight(memory, from + 16);
        targetHigh = Bytes.eight(memory, from + 24);
        targetLow = Bytes.eight(memory, from + 32);
        fragment = false;
        later = false;
        payload = from + 40;
        protocol = Bytes.one(memory, from + 6);
        return skipped();
    }

    /** Past the headers that may stand between: hop-by-hop, routing, fragment, destination options. */
    private boolean skipped() {
        for (int i = 0; i < MOST_HEADERS; i++) {
            boolean option = protocol == 0 || protocol == 43 || protocol == 60;
            if (!option && protocol != FRAGMENT_HEADER) {
                return true;
            }
            if (later || !fits(payload, 8)) {
                return later;
            }
            if (protocol == FRAGMENT_HEADER) {
                int offset = Bytes.two(memory, payload + 2) & 0xfff9;
                fragment = offset != 0;
                later = offset >>> 3 != 0;
            }
            int size = protocol == FRAGMENT_HEADER ? 8 : 8 + 8 * Bytes.one(memory, payload + 1);
            protocol = Bytes.one(memory, payload);
            payload += size;
        }
        return false;
    }

    private Kind carried() {
        return switch (protocol) {
            case TCP, UDP -> ports() ? Kind.PACKET : Kind.OTHER;
            case ICMP -> isIpv4() ? error(Icmp.isError(this, payload, end)) : Kind.OTHER;
            case ICMPV6 -> isIpv4() ? Kind.OTHER : icmpv6();
            default -> Kind.OTHER;
        };
    }

    /** Of a piece no ports count, so that all pieces are treated alike. */
    private boolean ports() {
        sourcePort = 0;
        targetPort = 0;
        flags = 0;
        if (fragment) {
            return later || fits(payload, 4);
        }
        if (!fits(payload, protocol == TCP ? 20 : 8)) {
            return false;
        }
        sourcePort = Bytes.two(memory, payload);
        targetPort = Bytes.two(memory, payload + 2);
        flags = protocol == TCP ? Bytes.one(memory, payload + 13) : 0;
        return true;
    }

    private Kind icmpv6() {
        if (fragment || !fits(payload, 8)) {
            return Kind.OTHER;
        }
        return switch (Bytes.one(memory, payload)) {
            case Discovery.SOLICITATION -> fits(payload, 24) ? Kind.SOLICITATION : Kind.OTHER;
            case Discovery.ADVERTISEMENT -> fits(payload, 24) ? Kind.ADVERTISEMENT : Kind.OTHER;
            default -> error(Icmp.isErrorV6(this, payload, end));
        };
    }

    /** What an error is about: a packet from the service to a client, of which at least the ports are there. */
    private Kind error(boolean is) {
        if (!is || fragment) {
            return Kind.OTHER;
        }
        long high = targetHigh;
        long low = targetLow;
        long inner = payload + 8;
        long whole = end;
        boolean told = isIpv4() ? ipv4(inner) : ipv6(inner);
        boolean ours = sourceHigh == high && sourceLow == low; // what was sent by whom the error was sent to
        if (!told || !ours || fragment || (protocol != TCP && protocol != UDP) || !fits(payload, 4)) {
            return Kind.OTHER;
        }
        end = whole;
        turn();
        sourcePort = Bytes.two(memory, payload + 2);
        targetPort = Bytes.two(memory, payload);
        return Kind.ERROR;
    }

    /** As the client sent it. */
    private void turn() {
        long high = sourceHigh;
        long low = sourceLow;
        sourceHigh = targetHigh;
        sourceLow = targetLow;
        targetHigh = high;
        targetLow = low;
    }

    /** A copy of it. */
    byte[] bytes() {
        return memory.asSlice(at, length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }

    /** The end of the packet, without what Ethernet has added. */
    long end() {
        return end;
    }
}
