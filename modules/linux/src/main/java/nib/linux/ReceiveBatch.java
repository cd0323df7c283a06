package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Many datagrams of UDP received at once, recvmmsg(2), with who sent them, where they were sent to ({@link Option#IP_PKTINFO},
 * {@link Option#IPV6_RECVPKTINFO}), and how the kernel joined them ({@link Option#UDP_GRO}). Belongs to one thread; what it
 * tells is that of the last {@link #receive}. Addresses are two longs, as in {@link nib.api.Ip}.
 */
public final class ReceiveBatch {
    private static final int MSG_TRUNC = 0x20;

    private final Messages messages;
    private final MemorySegment buffer;
    private final int room;
    private final long[] localHigh;
    private final long[] localLow;
    private final int[] localInterface;
    private final int[] segment;
    private int filled;

    /**
     * Memory for datagrams, which lives as long as the arena.
     *
     * @param count how many one call receives at most, from 1
     * @param room bytes for each; 65,535 with UDP_GRO, or datagrams are cut
     */
    public ReceiveBatch(Arena arena, int count, int room) {
        this.room = room;
        messages = new Messages(arena, count);
        buffer = arena.allocate((long) count * room, 64);
        localHigh = new long[count];
        localLow = new long[count];
        localInterface = new int[count];
        segment = new int[count];
        for (int i = 0; i < count; i++) {
            messages.payload(i, buffer.address() + offset(i), room);
            messages.expect(i);
        }
    }

    /** Receives what is there: how many datagrams, at least one; or an error, {@code -EAGAIN} for none. */
    public int receive(Call call, int fd) {
        for (int i = 0; i < filled; i++) {
            messages.expect(i);
        }
        filled = 0;
        int count;
        try {
            count = call.result((int) Syscall.RECVMMSG.call(call, fd, messages.headers.address(), messages.count, 0));
        } finally {
            Reference.reachabilityFence(this);
        }
        filled = Math.max(0, count);
        for (int i = 0; i < filled; i++) {
            parse(i);
        }
        return count;
    }

    private void parse(int i) {
        MemorySegment memory = messages.controls;
        localHigh[i] = 0;
        localLow[i] = 0;
        localInterface[i] = 0;
        segment[i] = 0;
        long at = Messages.control(i);
        long end = at + Math.min(Messages.CONTROL, messages.controlLength(i));
        for (; Controls.isWhole(memory, at, end); at = Controls.next(memory, at, end)) {
            long data = at + Controls.HEADER;
            int length = Controls.dataLength(memory, at);
            if (length >= 12 && Controls.is(memory, at, Controls.IP, Controls.IP_PKTINFO)) {
                localInterface[i] = memory.get(JAVA_INT_UNALIGNED, data);
                // ipi_spec_dst: also for a broadcast it is an address that we may answer from
                localLow[i] = Sockaddr.mapped(memory.get(Sockaddr.NETWORK_INT, data + 4));
            } else if (length >= 20 && Controls.is(memory, at, Controls.IPV6, Controls.IPV6_PKTINFO)) {
                localHigh[i] = memory.get(Sockaddr.NETWORK_LONG, data);
                localLow[i] = memory.get(Sockaddr.NETWORK_LONG, data + 8);
                localInterface[i] = memory.get(JAVA_INT_UNALIGNED, data + 16);
            } else if (length >= 4 && Controls.is(memory, at, Controls.UDP, Option.UDP_GRO.number)) {
                segment[i] = memory.get(JAVA_INT_UNALIGNED, data);
            }
        }
    }

    /** The memory that all datagrams are received into. */
    public MemorySegment buffer() {
        return buffer;
    }

    /** Where the i-th begins in the buffer. */
    public long offset(int i) {
        return (long) i * room;
    }

    /** Bytes of the i-th, at most the room. */
    public int length(int i) {
        return messages.bytes(i);
    }

    /** Whether the i-th was larger than the room. */
    public boolean truncated(int i) {
        return (messages.flags(i) & MSG_TRUNC) != 0;
    }

    /** Bytes of each datagram that the i-th was joined of; the last may have less. 0 if it is a single one. */
    public int segment(int i) {
        return segment[i];
    }

    /** Family of the sender's address, which is that of the socket. */
    public int family(int i) {
        return Sockaddr.family(messages.names, Messages.name(messages.check(i)));
    }

    /** The sender's port. */
    public int port(int i) {
        return Sockaddr.port(messages.names, Messages.name(messages.check(i)));
    }

    /** First half of the sender's address. */
    public long high(int i) {
        return Sockaddr.high(messages.names, Messages.name(messages.check(i)));
    }

    /** Second half of the sender's address. */
    public long low(int i) {
        return Sockaddr.low(messages.names, Messages.name(messages.check(i)));
    }

    /** Copies the sender's address, with the interface of a link-local one. */
    public void sender(int i, SocketAddress into) {
        MemorySegment.copy(messages.names, Messages.name(messages.check(i)), into.memory, 0, Messages.NAME);
        into.length(messages.nameLength(i));
    }

    /** Whether it is known which address the i-th was sent to. */
    public boolean hasLocal(int i) {
        return (localHigh[i] | localLow[i]) != 0;
    }

    /** First half of the address that the i-th was sent to, which an answer should leave from. */
    public long localHigh(int i) {
        return localHigh[i];
    }

    /** Second half of that address. */
    public long localLow(int i) {
        return localLow[i];
    }

    /** The interface that the i-th came through. */
    public int localInterface(int i) {
        return localInterface[i];
    }
}
