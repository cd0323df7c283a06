package nib.dsr;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;

/**
 * Answers by itself: a SYN (RFC 9293) with a reset, or with a welcome behind which nothing comes, and what is too large for a
 * tunnel. Keeps nothing of it.
 */
final class Answers {
    private static final int WINDOW = 4;
    private static final int TCP_HEADER = 20;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int ICMP_HEADER = 8;
    private static final int FRAGMENTATION_NEEDED = 3 << 24 | 4 << 16;
    private static final int TOO_BIG = 2 << 24;
    /** Bytes of a packet by which its sender knows it: a header of IP without options, and the ports. */
    private static final int SHOWN = 64;

    private static final int HOPS = 64;
    private static final long SECOND = 1_000_000_000L;

    private final MemorySegment scratch;
    private final Device device;
    private final Out out;
    private final int most;
    private final int secret = new SecureRandom().nextInt();
    private long begun;
    private int sent;

    /** @param most answers in a second; more are not given */
    Answers(Device device, Out out, int most, Arena arena) {
        this.device = device;
        this.out = out;
        this.most = most;
        this.scratch = arena.allocate(128, 64);
    }

    /** A connection that nobody holds: the tarpit. */
    void welcome(Frame frame) {
        int own = (int) (frame.sourceLow * 0x9e3779b9 ^ frame.sourcePort << 16 ^ frame.targetPort ^ secret);
        answer(frame, own, Frame.SYN | Frame.ACK, WINDOW);
    }

    /** There is nobody. */
    void reset(Frame frame) {
        answer(frame, 0, Frame.RST | Frame.ACK, 0);
    }

    /**
     * A packet is too large for where it would go: RFC 792 and RFC 1191, RFC 4443. In the name of whom it was sent to.
     *
     * @param most bytes of a packet that is not
     */
    void tooLarge(Frame frame, int most) {
        if (!isInTime(System.nanoTime())) {
            return;
        }
        Bytes.hardware(scratch, 0, frame.source());
        Bytes.hardware(scratch, 6, device.hardware());
        boolean four = frame.isIpv4();
        int shown = Math.min(SHOWN, (int) (frame.end() - frame.packet));
        int length = ICMP_HEADER + shown;
        int header = four ? ipv4(frame, ICMP, length) : ipv6(frame, ICMPV6, length);
        long at = (long) Frame.HEADER + header;
        Bytes.four(scratch, at, four ? FRAGMENTATION_NEEDED : TOO_BIG);
        Bytes.four(scratch, at + 4, most);
        MemorySegment.copy(frame.memory, frame.packet, scratch, at + ICMP_HEADER, shown);
        long pseudo = four ? 0 : Checksum.pseudo(scratch, Frame.HEADER + 8L, 32, ICMPV6, length);
        Bytes.two(scratch, at + 2, Checksum.of(scratch, at, length, pseudo));
        out.sendNow(scratch, Frame.HEADER + header + length);
    }

    /** So many in a second, and no more. */
    boolean isInTime(long now) {
        if (now - begun > SECOND) {
            begun = now;
            sent = 0;
        }
        return sent++ < most;
    }

    private void answer(Frame frame, int number, int flags, int window) {
        if (!isInTime(System.nanoTime())) {
            return;
        }
        Bytes.hardware(scratch, 0, frame.source());
        Bytes.hardware(scratch, 6, device.hardware());
        int header = frame.isIpv4() ? ipv4(frame, Frame.TCP, TCP_HEADER) : ipv6(frame, Frame.TCP, TCP_HEADER);
        long at = (long) Frame.HEADER + header;
        Bytes.two(scratch, at, frame.targetPort);
        Bytes.two(scratch, at + 2, frame.sourcePort);
        Bytes.four(scratch, at + 4, number);
        Bytes.four(scratch, at + 8, Bytes.four(frame.memory, frame.payload + 4) + 1);
        Bytes.two(scratch, at + 12, (TCP_HEADER / 4) << 12 | flags);
        Bytes.two(scratch, at + 14, window);
        Bytes.four(scratch, at + 16, 0);
        boolean four = frame.isIpv4();
        long pseudo = Checksum.pseudo(scratch, Frame.HEADER + (four ? 12L : 8L), four ? 8 : 32, Frame.TCP, TCP_HEADER);
        Bytes.two(scratch, at + 16, Checksum.of(scratch, at, TCP_HEADER, pseudo));
        out.sendNow(scratch, Frame.HEADER + header + TCP_HEADER);
    }

    private int ipv4(Frame frame, int protocol, int length) {
        long ip = Frame.HEADER;
        Bytes.two(scratch, 12, Frame.IPV4);
        Bytes.two(scratch, ip, 0x4500);
        Bytes.two(scratch, ip + 2, 20 + length);
        Bytes.four(scratch, ip + 4, 0x4000); // never in pieces
        Bytes.two(scratch, ip + 8, HOPS << 8 | protocol);
        Bytes.two(scratch, ip + 10, 0);
        Bytes.four(scratch, ip + 12, (int) frame.targetLow);
        Bytes.four(scratch, ip + 16, (int) frame.sourceLow);
        Bytes.two(scratch, ip + 10, Checksum.of(scratch, ip, 20, 0));
        return 20;
    }

    private int ipv6(Frame frame, int protocol, int length) {
        long ip = Frame.HEADER;
        Bytes.two(scratch, 12, Frame.IPV6);
        Bytes.four(scratch, ip, 0x6000_0000);
        Bytes.two(scratch, ip + 4, length);
        Bytes.two(scratch, ip + 6, protocol << 8 | HOPS);
        Bytes.eight(scratch, ip + 8, frame.targetHigh);
        Bytes.eight(scratch, ip + 16, frame.targetLow);
        Bytes.eight(scratch, ip + 24, frame.sourceHigh);
        Bytes.eight(scratch, ip + 32, frame.sourceLow);
        return 40;
    }
}
