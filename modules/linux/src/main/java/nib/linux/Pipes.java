package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** Pipes, pipe(7), through which bytes go from socket to socket without being copied into this process. */
public final class Pipes {
    /** For {@link #splice}: do not wait for the pipe. The sockets have their own say. */
    public static final int SPLICE_F_NONBLOCK = 2;
    /** For {@link #splice}: more follows at once. */
    public static final int SPLICE_F_MORE = 4;

    private static final MemorySegment PIPE = Native.function("pipe2");
    private static final MemorySegment SPLICE = Native.function("splice");
    private static final int NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final long NONE = 0;

    private Pipes() {}

    /** Opens a pipe, pipe2(2): the first end is for reading, the second for writing. Neither waits. */
    public static Pair open(Call call) throws LinuxException {
        int result = call.result((int) Native.call(call, PIPE, call.scratch.address(), NONBLOCK_CLOEXEC));
        LinuxException.check(result, "pipe2");
        return new Pair(call.scratch.get(JAVA_INT, 0), call.scratch.get(JAVA_INT, 4));
    }

    /**
     * Asks for room in a pipe, fcntl(2) with F_SETPIPE_SZ.
     *
     * @param bytes at most fs.pipe-max-size without a privilege; the kernel takes a power of two
     * @return the bytes that the pipe holds now; or an error, {@code -EPERM} above the limit
     */
    public static int resize(Call call, int fd, int bytes) {
        return Descriptors.fcntl(call, fd, F_SETPIPE_SZ, bytes);
    }

    /** The bytes that a pipe holds, fcntl(2) with F_GETPIPE_SZ; or an error. */
    public static int size(Call call, int fd) {
        return Descriptors.fcntl(call, fd, F_GETPIPE_SZ, 0);
    }

    /**
     * Moves bytes from a socket into a pipe, or out of one into a socket, splice(2).
     *
     * @param length how many at most
     * @return how many, 0 at the end of a stream, or an error. {@code -EAGAIN} does not say which side would wait: an
     *     empty source and a full target look alike
     */
    public static long splice(Call call, int from, int to, long length, int flags) {
        return call.result(Native.call(call, SPLICE, from, NONE, to, NONE, length, flags));
    }
}
