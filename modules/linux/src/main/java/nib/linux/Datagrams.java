package nib.linux;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** One datagram at a time, UDP or Unix. For many: {@link ReceiveBatch} and {@link SendBatch}. */
public final class Datagrams {
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final MemorySegment RECEIVE = Native.function("recvfrom");
    private static final MemorySegment SEND = Native.function("sendto");

    private Datagrams() {}

    /**
     * Receives, recvfrom(2): the whole length of the datagram, which is larger than the room if it was cut; or an error.
     *
     * @param from where the sender's address goes
     */
    public static long receive(Call call, int fd, MemorySegment buffer, long offset, long length, SocketAddress from) {
        long address = Native.address(buffer, offset, length);
        from.expect();
        try {
            return call.result(Native.call(
                    call,
                    RECEIVE,
                    fd,
                    address,
                    length,
                    Sockets.MSG_TRUNC,
                    from.memory.address(),
                    from.lengthAddress()));
        } finally {
            Reference.reachabilityFence(buffer);
            Reference.reachabilityFence(from);
        }
    }

    /**
     * Sends, sendto(2), never with a signal: the number of bytes, or an error. An error may be that of an earlier
     * datagram, such as {@code -ECONNREFUSED} on a connected socket; this one was not sent then.
     */
    public static long send(Call call, int fd, MemorySegment buffer, long offset, long length, SocketAddress to) {
        long address = Native.address(buffer, offset, length);
        try {
            return call.result(
                    Native.call(call, SEND, fd, address, length, MSG_NOSIGNAL, to.memory.address(), to.length()));
        } finally {
            Reference.reachabilityFence(buffer);
            Reference.reachabilityFence(to);
        }
    }
}
