package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * What can be done to any descriptor. A descriptor is an int: whoever holds the number closes it, once. The kernel gives
 * the number of a closed descriptor to the next that is opened, so a second close may hit a stranger.
 */
public final class Descriptors {
    private static final MemorySegment READ = Native.function("read");
    private static final MemorySegment WRITE = Native.function("write");
    private static final MemorySegment CLOSE = Native.function("close");
    private static final MemorySegment FCNTL = Native.function("fcntl");
    private static final MemorySegment POLL = Native.function("poll");

    /** For {@link #poll}: there is something to read. */
    public static final int POLLIN = 1;
    /** For {@link #poll}: writing would not block. */
    public static final int POLLOUT = 4;
    /** From {@link #poll}: an error is waiting. */
    public static final int POLLERR = 8;
    /** From {@link #poll}: the other side hung up. */
    public static final int POLLHUP = 16;

    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int O_NONBLOCK = 0x800;

    private Descriptors() {}

    /** Reads, read(2): the number of bytes, 0 at the end, or an error. */
    public static long read(Call call, int fd, MemorySegment buffer, long offset, long length) {
        long address = Native.address(buffer, offset, length);
        try {
            return call.result(Native.call(call, READ, fd, address, length));
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /**
     * Writes, write(2): the number of bytes, or an error. Not for sockets, where {@link Sockets#send} spares the process
     * a signal.
     */
    public static long write(Call call, int fd, MemorySegment buffer, long offset, long length) {
        long address = Native.address(buffer, offset, length);
        try {
            return call.result(Native.call(call, WRITE, fd, address, length));
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /**
     * Closes, close(2): 0 or an error. Whatever it returns, the descriptor is gone (also after {@code -EINTR}); never try
     * again.
     */
    public static int close(Call call, int fd) {
        return call.result((int) Native.call(call, CLOSE, fd));
    }

    /** A second descriptor for the same open file, closed on exec, fcntl(2) with F_DUPFD_CLOEXEC. */
    public static int dup(Call call, int fd) throws LinuxException {
        return LinuxException.check(fcntl(call, fd, F_DUPFD_CLOEXEC, 0), "dup", fd);
    }

    /** Whether calls on this open file wait, fcntl(2) with O_NONBLOCK. All that this module opens does not. */
    public static void blocking(Call call, int fd, boolean blocking) throws LinuxException {
        int flags = LinuxException.check(fcntl(call, fd, F_GETFL, 0), "fcntl", fd);
        int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
        LinuxException.check(fcntl(call, fd, F_SETFL, wanted), "fcntl", fd);
    }

    /** Any fcntl(2) with a number as its argument: what it returns, or an error. */
    static int fcntl(Call call, int fd, int command, int argument) {
        return call.result((int) Native.call(call, FCNTL, fd, command, argument));
    }

    /**
     * Waits until one descriptor is ready, poll(2). For tests and for what happens once: a worker waits with
     * {@link Epoll}.
     *
     * @param events POLLIN, POLLOUT or both
     * @param millis how long to wait; -1 for ever
     * @return the events that came, 0 when the time was over, or an error
     */
    public static int poll(Call call, int fd, int events, int millis) {
        call.scratch.set(JAVA_INT, 0, fd);
        call.scratch.set(JAVA_SHORT, 4, (short) events);
        call.scratch.set(JAVA_SHORT, 6, (short) 0);
        int ready = call.result((int) Native.call(call, POLL, call.scratch.address(), 1, millis));
        return ready <= 0 ? ready : call.scratch.get(JAVA_SHORT, 6);
    }
}
