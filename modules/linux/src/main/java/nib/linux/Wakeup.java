package nib.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Wakes a worker that waits in {@link Epoll}, eventfd(2). Any thread wakes; the worker adds the descriptor with
 * {@code EPOLLIN}, and drains before it looks for what it was woken for. Closing is safe against a late
 * {@link #wake()}.
 */
public final class Wakeup implements AutoCloseable {
    private static final MethodHandle EVENTFD = Native.call("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    /** Without errno, since any thread calls it: a counter that is full wakes as well. */
    private static final MethodHandle WRITE = Native.deaf("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);

    private static final MethodHandle CLOSE = Native.deaf("close", JAVA_INT, JAVA_INT);

    private static final int NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final MemorySegment ONE =
            Arena.global().allocateFrom(JAVA_LONG, 1L).asReadOnly();

    private final int fd;
    private boolean closed;

    private Wakeup(int fd) {
        this.fd = fd;
    }

    /** Opens one. */
    public static Wakeup open(Call call) throws LinuxException {
        int fd;
        try {
            fd = call.result((int) EVENTFD.invokeExact(call.errno, 0, NONBLOCK_CLOEXEC));
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
        return new Wakeup(LinuxException.check(fd, "eventfd"));
    }

    /** For {@link Epoll#add}; nobody else reads, writes or closes it. */
    public int descriptor() {
        return fd;
    }

    /** Wakes the worker, from any thread; nothing once this is closed. A lock keeps the number from a stranger. */
    public synchronized void wake() {
        if (!closed) {
            try {
                long written = (long) WRITE.invokeExact(fd, ONE, 8L);
                assert written == 8 || written == -1;
            } catch (Throwable t) {
                throw Native.thrown(t);
            }
        }
    }

    /** Takes note of all wakes until now: how many there were, or 0. By the worker. */
    public long drain(Call call) {
        long read = Descriptors.read(call, fd, call.scratch, 0, 8);
        return read == 8 ? call.scratch.get(JAVA_LONG, 0) : 0;
    }

    /** Closes the descriptor. May be called again, from any thread. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                int result = (int) CLOSE.invokeExact(fd);
                assert result == 0;
            } catch (Throwable t) {
                throw Native.thrown(t);
            }
        }
    }
}
