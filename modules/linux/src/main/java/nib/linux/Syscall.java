package nib.linux;

import java.lang.foreign.MemorySegment;

/**
 * Calls of the kernel that are made most often, past their functions in glibc: those are points where a thread could be
 * cancelled (pthreads(7)), which costs two atomic operations for each call. By syscall(2), whose results and errno are the
 * same.
 */
enum Syscall {
    /** recvfrom(2). */
    RECVFROM(45, 207),
    /** sendto(2). */
    SENDTO(44, 206),
    /** recvmmsg(2), without a time-out. */
    RECVMMSG(299, 243),
    /** sendmmsg(2). */
    SENDMMSG(307, 269),
    /** epoll_pwait(2), since not every processor has epoll_wait(2). */
    EPOLL_PWAIT(281, 22);

    private static final MemorySegment SYSCALL = Native.function("syscall");

    private final long number;

    Syscall(long x86, long arm) {
        this.number = System.getProperty("os.arch", "").equals("aarch64") ? arm : x86;
    }

    /** Calls it with four arguments; of the two that may follow the first is 0, and then the second is not looked at. */
    long call(Call call, long a, long b, long c, long d) {
        return Native.call(call, SYSCALL, number, a, b, c, d, 0);
    }
}
