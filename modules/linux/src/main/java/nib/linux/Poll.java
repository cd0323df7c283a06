package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Waits for a few descriptors to have something to read, poll(2). While nobody waits the kernel knows nothing of it, so that
 * what comes meanwhile has nobody to wake: cheaper than {@link Epoll} for who looks by itself most of the time. Belongs to
 * one thread.
 */
public final class Poll {
    private static final MemorySegment POLL = Native.function("poll");
    private static final long SIZE = 8;

    private final Call call;
    private final int count;
    private final MemorySegment wanted;

    /** For descriptors that stay open as long as it is used. */
    public Poll(Call call, Arena arena, int... descriptors) {
        this.call = call;
        this.count = descriptors.length;
        this.wanted = arena.allocate(SIZE * count, 8);
        for (int i = 0; i < count; i++) {
            wanted.set(JAVA_INT, SIZE * i, descriptors[i]);
            wanted.set(JAVA_SHORT, SIZE * i + 4, (short) Descriptors.POLLIN);
        }
    }

    /**
     * Waits until one of them has something, or an error.
     *
     * @param millis how long at most; 0 does not wait, -1 waits for ever
     * @return how many have, 0 also when a signal came; or an error
     */
    public int await(int millis) {
        int ready;
        try {
            ready = call.result((int) Native.call(call, POLL, wanted.address(), count, millis));
        } finally {
            Reference.reachabilityFence(wanted);
        }
        return ready == -Errno.EINTR ? 0 : ready;
    }

    /** Whether the i-th had something in the last wait. */
    public boolean isReady(int i) {
        return wanted.get(JAVA_SHORT, SIZE * i + 6) != 0;
    }
}
