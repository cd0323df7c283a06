package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** One message with its control data, recvmsg(2). */
final class Received {
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final MemorySegment RECEIVE = Native.function("recvmsg");

    final SocketAddress name;
    final MemorySegment control;
    final MemorySegment payload;
    private final MemorySegment header;

    Received(Arena arena, int room, int controlRoom) {
        name = new SocketAddress(arena);
        payload = arena.allocate(room, 8);
        control = arena.allocate(controlRoom, 8);
        header = arena.allocate(56, 8);
        MemorySegment vector = arena.allocate(16, 8);
        vector.set(JAVA_LONG, 0, payload.address());
        vector.set(JAVA_LONG, 8, room);
        header.set(JAVA_LONG, 0, name.memory.address());
        header.set(JAVA_LONG, 16, vector.address());
        header.set(JAVA_LONG, 24, 1);
        header.set(JAVA_LONG, 32, control.address());
    }

    /** The bytes of the message, or an error. */
    long receive(Call call, int fd, int flags) {
        name.expect();
        header.set(JAVA_INT, 8, name.length());
        header.set(JAVA_LONG, 40, control.byteSize());
        long length;
        try {
            length = call.result(Native.call(call, RECEIVE, fd, header.address(), flags | MSG_CMSG_CLOEXEC));
        } finally {
            Reference.reachabilityFence(this);
        }
        name.length(header.get(JAVA_INT, 8));
        return length;
    }

    /** Where the control data end. */
    long controlEnd() {
        return Math.min(control.byteSize(), header.get(JAVA_LONG, 40));
    }
}
