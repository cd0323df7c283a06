package nib.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** One datagram at a time, UDP or Unix. For many: {@link ReceiveBatch} and {@link SendBatch}. */
public final class Datagrams {
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final MethodHandle RECEIVE =
            Native.call("recvfrom", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle SEND =
            Native.call("sendto", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);

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
            return call.result((long) RECEIVE.invokeExact(
                    call.errno, fd, address, length, Sockets.MSG_TRUNC, from.memory, from.lengthAddress()));
        } catch (Throwable t) {
            throw Native.thrown(t);
        } finally {
            Reference.reachabilityFence(buffer);
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
                    (long) SEND.invokeExact(call.errno, fd, address, length, MSG_NOSIGNAL, to.memory, to.length()));
        } catch (Throwable t) {
            throw Native.thrown(t);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }
}
