package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Reads what became of datagrams that were sent: errors that wait at a socket with {@link Option#IP_RECVERR} or
 * {@link Option#IPV6_RECVERR}, ip(7) MSG_ERRQUEUE. They come with {@code EPOLLERR}. Whoever can guess ports can forge
 * them, so they are a hint. Belongs to one thread; what it tells is that of the last {@link #next}.
 */
public final class ErrorQueue {
    /** The error was found on this machine. */
    public static final int ORIGIN_LOCAL = 1;
    /** A message of ICMP. */
    public static final int ORIGIN_ICMP = 2;
    /** A message of ICMPv6. */
    public static final int ORIGIN_ICMP6 = 3;

    private static final int MSG_ERRQUEUE = 0x2000;
    private static final int EXTENDED_ERROR = 16;

    private final Received received;
    private long error;

    /**
     * Memory for one error, which lives as long as the arena.
     *
     * @param room bytes to keep of the datagram that failed
     */
    public ErrorQueue(Arena arena, int room) {
        received = new Received(arena, room, 512);
    }

    /** Takes the next: bytes of the datagram that failed, from 0; or an error, {@code -EAGAIN} for none. */
    public long next(Call call, int fd) {
        error = -1;
        long length = received.receive(call, fd, MSG_ERRQUEUE);
        if (length < 0) {
            return length;
        }
        MemorySegment memory = received.control;
        long end = received.controlEnd();
        for (long at = 0; Controls.isWhole(memory, at, end); at = Controls.next(memory, at, end)) {
            boolean ours = Controls.is(memory, at, Controls.IP, Option.IP_RECVERR.number)
                    || Controls.is(memory, at, Controls.IPV6, Option.IPV6_RECVERR.number);
            if (ours && Controls.dataLength(memory, at) >= EXTENDED_ERROR) {
                error = at + Controls.HEADER;
            }
        }
        return length;
    }

    /** The error number above zero, such as ECONNREFUSED for an unreachable port; 0 if the kernel gave none. */
    public int errno() {
        return number(0);
    }

    /** ORIGIN_LOCAL, ORIGIN_ICMP, ORIGIN_ICMP6, or another. */
    public int origin() {
        return small(4);
    }

    /** The type in the ICMP message. */
    public int type() {
        return small(5);
    }

    /** The code in the ICMP message. */
    public int code() {
        return small(6);
    }

    /** For EMSGSIZE the size of packets that gets through. */
    public int info() {
        return number(8);
    }

    /** Whom the datagram was for. */
    public SocketAddress destination() {
        return received.name;
    }

    /** The beginning of the datagram that failed. */
    public MemorySegment payload() {
        return received.payload;
    }

    private int number(long at) {
        return error < 0 ? 0 : received.control.get(JAVA_INT_UNALIGNED, error + at);
    }

    private int small(long at) {
        return error < 0 ? 0 : Byte.toUnsignedInt(received.control.get(JAVA_BYTE, error + at));
    }
}
