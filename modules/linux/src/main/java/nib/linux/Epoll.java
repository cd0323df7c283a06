package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Waits for many descriptors, epoll(7). Belongs to the thread whose {@link Call} it was made with. Each descriptor brings
 * a value of 64 bits that comes back with its events. A closed descriptor leaves by itself, unless a copy of it is open
 * ({@link Descriptors#dup}, or a child process).
 */
public final class Epoll implements AutoCloseable {
    /** There is something to read, or to accept. */
    public static final int EPOLLIN = 1;
    /** There are urgent data, at whose place one {@link Sockets#recv} stops although more follows, tcp(7). */
    public static final int EPOLLPRI = 2;
    /** Writing would not block; the connection is made, or has failed. */
    public static final int EPOLLOUT = 4;
    /** An error is waiting, {@link Sockets#error}. Comes unasked. */
    public static final int EPOLLERR = 8;
    /** Both directions are closed. Comes unasked. */
    public static final int EPOLLHUP = 0x10;
    /** The peer has closed its direction. */
    public static final int EPOLLRDHUP = 0x2000;
    /** Of several epoll that wait for one listening descriptor, not all wake. Only with {@link #add}. */
    public static final int EPOLLEXCLUSIVE = 1 << 28;
    /** One event, then silence until {@link #modify}. */
    public static final int EPOLLONESHOT = 1 << 30;
    /** An event when something changes, not as long as it is so. */
    public static final int EPOLLET = 1 << 31;

    private static final MemorySegment CREATE = Native.function("epoll_create1");
    private static final MemorySegment CTL = Native.function("epoll_ctl");

    private static final int CLOEXEC = 0x80000;
    private static final int CTL_ADD = 1;
    private static final int CTL_DEL = 2;
    private static final int CTL_MOD = 3;

    /** struct epoll_event is packed on x86-64, and only there. */
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");

    private static final long SIZE = PACKED ? 12 : 16;
    private static final long DATA = PACKED ? 4 : 8;

    private final Call call;
    private final MemorySegment events;
    private final int capacity;
    private final int fd;
    private boolean closed;

    private Epoll(Call call, Arena arena, int capacity, int fd) {
        this.call = call;
        this.capacity = capacity;
        this.fd = fd;
        events = arena.allocate(SIZE * capacity, 64);
    }

    /**
     * Opens one, epoll_create1(2).
     *
     * @param arena lives at least as long as this
     * @param capacity how many events one wait brings at most
     */
    public static Epoll open(Call call, Arena arena, int capacity) throws LinuxException {
        int fd = call.result((int) Native.call(call, CREATE, CLOEXEC));
        return new Epoll(call, arena, capacity, LinuxException.check(fd, "epoll_create1"));
    }

    /** Watches a descriptor from now on, epoll_ctl(2): 0 or an error, such as {@code -ENOSPC} or {@code -EEXIST}. */
    public int add(int fd, int events, long data) {
        return ctl(CTL_ADD, fd, events, data);
    }

    /** Watches for other events, or brings another value: 0 or an error. */
    public int modify(int fd, int events, long data) {
        return ctl(CTL_MOD, fd, events, data);
    }

    /** Watches no longer: 0 or an error. Not needed before closing a descriptor that has no copies. */
    public int remove(int fd) {
        return ctl(CTL_DEL, fd, 0, 0);
    }

    private int ctl(int operation, int fd, int events, long data) {
        MemorySegment event = call.scratch;
        event.set(JAVA_INT, 0, events);
        event.set(JAVA_LONG_UNALIGNED, DATA, data);
        return call.result((int) Native.call(call, CTL, this.fd, operation, fd, event.address()));
    }

    /**
     * Waits, epoll_wait(2).
     *
     * @param millis how long at most; 0 does not wait, -1 waits for ever
     * @return how many events there are, 0 also when a signal came; or an error
     */
    public int await(int millis) {
        int count;
        try {
            count = call.result((int) Syscall.EPOLL_PWAIT.call(call, fd, events.address(), capacity, millis));
        } finally {
            Reference.reachabilityFence(this);
        }
        return count == -Errno.EINTR ? 0 : count;
    }

    /** The events of the i-th of the last wait. */
    public int events(int i) {
        return events.get(JAVA_INT_UNALIGNED, i * SIZE);
    }

    /** The value that the descriptor was added with, of the i-th of the last wait. */
    public long data(int i) {
        return events.get(JAVA_LONG_UNALIGNED, i * SIZE + DATA);
    }

    /** Closes the descriptor; what it watched stays open. May be called again. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Descriptors.close(call, fd);
        }
    }
}
