package nib.dsr;

import java.lang.foreign.MemorySegment;
import nib.api.Ip;

/** Questions and answers about who has an IPv6 address: RFC 4861. */
final class Discovery {
    static final int SOLICITATION = 135;
    static final int ADVERTISEMENT = 136;
    static final int SOLICITED = 0x4000_0000;
    static final int OVERRIDE = 0x2000_0000;
    /** ff02::1:ff00:0/104. */
    private static final long GROUP_HIGH = 0xff02L << 48;

    private static final long GROUP_LOW = 0x1_ff00_0000L;
    private static final int ICMPV6 = 58;
    private static final int HOPS = 255;
    private static final int LENGTH = 32;
    private static final int SOURCE_OPTION = 1;
    private static final int TARGET_OPTION = 2;

    private Discovery() {}

    /** Only neighbours can send one that has still all its hops. */
    static boolean isFromNeighbour(Frame frame) {
        return Bytes.one(frame.memory, frame.packet + 7) == HOPS && Bytes.one(frame.memory, frame.payload + 1) == 0;
    }

    static long targetHigh(Frame frame) {
        return Bytes.eight(frame.memory, frame.payload + 8);
    }

    static long targetLow(Frame frame) {
        return Bytes.eight(frame.memory, frame.payload + 16);
    }

    static boolean isSolicited(Frame frame) {
        return (Bytes.four(frame.memory, frame.payload + 4) & SOLICITED) != 0;
    }

    /** The hardware address in the first option of an advertisement, or that of the frame. */
    static long hardware(Frame frame) {
        long option = frame.payload + 24;
        boolean there = frame.end() - option >= 8
                && Bytes.one(frame.memory, option) == TARGET_OPTION
                && Bytes.one(frame.memory, option + 1) == 1;
        return there ? Bytes.hardware(frame.memory, option + 2) : frame.source();
    }

    /** Asks all who may have an address; writes a whole frame; its length. */
    static int ask(MemorySegment into, long from, Ip own, Ip wanted) {
        Bytes.hardware(into, 0, Hardware.solicited(wanted.low()));
        Ip group = new Ip(GROUP_HIGH, GROUP_LOW | (wanted.low() & 0xff_ffffL));
        return write(into, from, own, group, SOLICITATION, 0, wanted, SOURCE_OPTION);
    }

    /** Says that we have an address, to one or, where that is {@code ::}, to all; writes a whole frame; its length. */
    static int answer(MemorySegment into, long from, Ip own, long to, Ip asker) {
        boolean all = asker.high() == 0 && asker.low() == 0;
        Bytes.hardware(into, 0, all ? Hardware.allNodes() : to);
        Ip target = all ? new Ip(GROUP_HIGH, 1) : asker;
        return write(into, from, own, target, ADVERTISEMENT, OVERRIDE | (all ? 0 : SOLICITED), own, TARGET_OPTION);
    }

    private static int write(
            MemorySegment into, long from, Ip source, Ip target, int type, int flags, Ip about, int option) {
        Bytes.hardware(into, 6, from);
        Bytes.two(into, 12, Frame.IPV6);
        long ip = Frame.HEADER;
        Bytes.four(into, ip, 0x6000_0000);
        Bytes.two(into, ip + 4, LENGTH);
        Bytes.one(into, ip + 6, ICMPV6);
        Bytes.one(into, ip + 7, HOPS);
        Bytes.eight(into, ip + 8, source.high());
        Bytes.eight(into, ip + 16, source.low());
        Bytes.eight(into, ip + 24, target.high());
        Bytes.eight(into, ip + 32, target.low());
        long at = ip + 40;
        Bytes.four(into, at, type << 24);
        Bytes.four(into, at + 4, flags);
        Bytes.eight(into, at + 8, about.high());
        Bytes.eight(into, at + 16, about.low());
        Bytes.two(into, at + 24, option << 8 | 1);
        Bytes.hardware(into, at + 26, from);
        long pseudo = Checksum.pseudo(into, ip + 8, 32, ICMPV6, LENGTH);
        Bytes.two(into, at + 2, Checksum.of(into, at, LENGTH, pseudo));
        return Frame.HEADER + 40 + LENGTH;
    }
}
