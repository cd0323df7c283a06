package nib.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;

/**
 * Many datagrams of UDP sent at once, sendmmsg(2). The bytes stay where they are, such as in a {@link ReceiveBatch}. For
 * each: first {@link #message}, then {@link #to} unless the socket is connected, and what else is wanted. Belongs to one
 * thread.
 */
public final class SendBatch {
    private static final int MSG_NOSIGNAL = 0x4000;

    private final Messages messages;
    /** What the kernel reads from, so that it stays. */
    private final MemorySegment[] payloads;

    /**
     * Memory for what describes the datagrams, which lives as long as the arena.
     *
     * @param count how many one call sends at most, from 1
     */
    public SendBatch(Arena arena, int count) {
        messages = new Messages(arena, count);
        payloads = new MemorySegment[count];
        Arrays.fill(payloads, MemorySegment.NULL);
    }

    /** The bytes of the i-th; forgets where it went and from where. */
    public void message(int i, MemorySegment buffer, long offset, long length) {
        piece(i, buffer, offset, length);
        gather(i, i, 1);
    }

    /** The p-th piece, of which {@link #gather} makes messages. There are as many as there may be messages. */
    public void piece(int p, MemorySegment buffer, long offset, long length) {
        payloads[messages.check(p)] = buffer;
        messages.payload(p, Native.address(buffer, offset, length), length);
    }

    /** Makes the i-th of so many pieces; forgets where it went and from where. */
    public void gather(int i, int firstPiece, int pieces) {
        Objects.checkFromIndexSize(firstPiece, pieces, messages.count);
        messages.gather(messages.check(i), firstPiece, pieces);
        messages.nameLength(i, 0);
        messages.controlLength(i, 0);
    }

    /** Where the i-th goes. */
    public void to(int i, SocketAddress address) {
        int length = Math.min(address.length(), Messages.NAME);
        MemorySegment.copy(address.memory, 0, messages.names, Messages.name(messages.check(i)), length);
        messages.nameLength(i, length);
    }

    /**
     * Where the i-th goes.
     *
     * @param family of the socket: on one of IPv6, IPv4 goes to mapped addresses
     */
    public void to(int i, int family, long high, long low, int port) {
        long at = Messages.name(messages.check(i));
        messages.nameLength(i, Sockaddr.write(messages.names, at, family, high, low, port));
    }

    /**
     * Which address the i-th leaves from, ip(7) IP_PKTINFO: one of this machine, or any on a transparent socket.
     *
     * @param family of the socket
     * @param interfaceIndex 0 lets the route decide; a link-local address needs it
     */
    public void from(int i, int family, long high, long low, int interfaceIndex) {
        control(i, Controls.source(messages.controls, free(i), family, high, low, interfaceIndex));
    }

    /**
     * The kernel cuts the i-th into datagrams of this size, udp(7) UDP_SEGMENT.
     *
     * @param bytes of each; the last may have less. At most 64 (newer kernels: 128) datagrams, 65,507 bytes in all
     */
    public void segment(int i, int bytes) {
        control(i, Controls.segment(messages.controls, free(i), bytes));
    }

    private long free(int i) {
        long used = messages.controlLength(messages.check(i));
        if (used > Messages.CONTROL / 2) {
            throw new IllegalStateException("said twice for one datagram");
        }
        return Messages.control(i) + used;
    }

    private void control(int i, long end) {
        messages.controlLength(i, end - Messages.control(i));
    }

    /**
     * Sends some of them, in order.
     *
     * @return how many were sent, which may be less than were asked for; an error is that of the first, and says nothing
     *     about those behind it. On a connected socket it may be the error of an earlier datagram
     */
    public int send(Call call, int fd, int first, int count) {
        Objects.checkFromIndexSize(first, count, messages.count);
        long address = Native.address(messages.headers, (long) first * Messages.HEADER, (long) count * Messages.HEADER);
        try {
            return call.result((int) Syscall.SENDMMSG.call(call, fd, address, count, MSG_NOSIGNAL));
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
