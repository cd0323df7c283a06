package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** Sets and reads options of sockets, setsockopt(2). Allocates nothing unless it fails. */
public final class Options {
    private static final MemorySegment SET = Native.function("setsockopt");
    private static final MemorySegment GET = Native.function("getsockopt");

    private static final int SOCKET = 1;
    private static final int LINGER = 13;
    private static final int PEERCRED = 17;
    private static final int ERROR = 4;

    private Options() {}

    /** Sets an option. */
    public static void set(Call call, int fd, Option option, int value) throws LinuxException {
        call.scratch.set(JAVA_INT, 0, value);
        int result = set(call, fd, option.level, option.number, 4);
        if (result < 0) {
            throw new LinuxException("setsockopt " + option + " to " + value + " of descriptor " + fd, -result);
        }
    }

    /** Reads an option. */
    public static int get(Call call, int fd, Option option) throws LinuxException {
        int result = get(call, fd, option.level, option.number, 4);
        if (result < 0) {
            throw new LinuxException("getsockopt " + option + " of descriptor " + fd, -result);
        }
        return call.scratch.get(JAVA_INT, 0);
    }

    /** Closing resets the connection and forgets what was not sent, or closes as usual; SO_LINGER, socket(7). */
    public static void resetOnClose(Call call, int fd, boolean reset) throws LinuxException {
        call.scratch.set(JAVA_INT, 0, reset ? 1 : 0);
        call.scratch.set(JAVA_INT, 4, 0);
        LinuxException.check(set(call, fd, SOCKET, LINGER, 8), "setsockopt SO_LINGER", fd);
    }

    /** Who connected, or listened, at the other end of a Unix stream; SO_PEERCRED, unix(7). */
    public static Credentials peer(Call call, int fd) throws LinuxException {
        LinuxException.check(get(call, fd, SOCKET, PEERCRED, 12), "getsockopt SO_PEERCRED", fd);
        MemorySegment ucred = call.scratch;
        return new Credentials(ucred.get(JAVA_INT, 0), ucred.get(JAVA_INT, 4), ucred.get(JAVA_INT, 8));
    }

    /** The error that waits at a socket with a minus sign, or 0; it is gone then. */
    static int error(Call call, int fd) {
        int result = get(call, fd, SOCKET, ERROR, 4);
        return result < 0 ? result : -call.scratch.get(JAVA_INT, 0);
    }

    private static int set(Call call, int fd, int level, int number, int length) {
        return call.result((int) Native.call(call, SET, fd, level, number, call.scratch.address(), length));
    }

    private static int get(Call call, int fd, int level, int number, int length) {
        MemorySegment size = call.length;
        size.set(JAVA_INT, 0, length);
        return call.result((int) Native.call(call, GET, fd, level, number, call.scratch.address(), size.address()));
    }
}
