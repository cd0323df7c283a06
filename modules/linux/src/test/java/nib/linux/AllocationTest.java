package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int LOOPS = 500_000;

    @Test
    void theHotPathAllocatesNothing() throws LinuxException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Lab lab = new Lab();
                Epoll epoll = Epoll.open(lab.call, lab.arena, 8)) {
            Pair pair = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            MemorySegment buffer = lab.arena.allocate(4096);
            epoll.add(pair.second(), Epoll.EPOLLIN, 1);
            long allocated = Long.MAX_VALUE;
            // The first ones also run what is not compiled yet.
            for (int round = 0; round < 5 && allocated > LOOPS / 100; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                assertEquals(64L * LOOPS, exchange(lab.call, epoll, pair, buffer, LOOPS));
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            long least = allocated;
            assertTrue(least <= LOOPS / 100, () -> least + " bytes for " + LOOPS + " round trips");
        }
    }

    private static long exchange(Call call, Epoll epoll, Pair pair, MemorySegment buffer, int times) {
        long moved = 0;
        for (int i = 0; i < times; i++) {
            long sent = Sockets.send(call, pair.first(), buffer, 0, 64, 0);
            int events = epoll.await(0);
            long received = Sockets.recv(call, pair.second(), buffer, 64, 1024, 0);
            moved += events == 1 && epoll.data(0) == 1 && sent == 64 ? received : 0;
            long none = Sockets.recv(call, pair.second(), buffer, 64, 1024, 0);
            moved += none == -Errno.EAGAIN ? 0 : 1;
        }
        return moved;
    }
}
