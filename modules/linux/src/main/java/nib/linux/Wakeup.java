package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Wakes a worker that waits in {@link Epoll} or {@link Poll}, eventfd(2). Any thread wakes; the worker waits for the
 * descriptor to have something to read, and drains before it looks for what it was woken for. Closing is safe against a late
 * {@link #wake()}.
 */
public final class Wakeup implements AutoCloseable {
    private static final MemorySegment EVENTFD = Native.function("eventfd");
    /** Of any thread: what errno says is of no interest here, a counter that is full wakes as well. */
    private static final Call ANYBODY = new Call(Arena.global());

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
        int fd = call.result((int) Native.call(call, EVENTFD, 0, NONBLOCK_CLOEXEC));
        return new Wakeup(LinuxException.check(fd, "eventfd"));
    }

    /** For {@link Epoll#add}; nobody else reads, writes or closes it. */
    public int descriptor() {
        return fd;
    }

    /** Wakes the worker, from any thread; nothing once this is closed. A lock keeps the number from a stranger. */
    public synchronized void wake() {
        if (!closed) {
            Descriptors.write(ANYBODY, fd, ONE, 0, ONE.byteSize());
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
            Descriptors.close(ANYBODY, fd);
        }
    }
}
