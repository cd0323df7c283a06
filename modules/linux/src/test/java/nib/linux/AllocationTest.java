package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int LOOPS = 500_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void streamsAllocateNothing() throws LinuxException {
        try (Lab lab = new Lab();
                Epoll epoll = Epoll.open(lab.call, lab.arena, 8)) {
            Pair pair = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            MemorySegment buffer = lab.arena.allocate(4096);
            assertEquals(0, epoll.add(pair.second(), Epoll.EPOLLIN, 1));
            allocatesNothing(64L * LOOPS, LOOPS, () -> exchange(lab.call, epoll, pair, buffer, LOOPS));
        }
    }

    @Test
    void batchesAllocateNothing() throws LinuxException {
        try (Lab lab = new Lab()) {
            int one = lab.bound("127.0.0.1:0");
            int two = lab.bound("127.0.0.1:0");
            Options.set(lab.call, two, Option.IP_PKTINFO, 1);
            SocketAddress to = lab.local(two);
            ReceiveBatch in = new ReceiveBatch(lab.arena, 4, 2048);
            SendBatch out = new SendBatch(lab.arena, 4);
            int rounds = LOOPS / 10;
            allocatesNothing(4L * rounds, rounds, () -> datagrams(lab.call, new int[] {one, two}, to, in, out, rounds));
        }
    }

    /** The first rounds also run what is not compiled yet. */
    private void allocatesNothing(long expected, int loops, LongSupplier round) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20 && least > loops / 50; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            assertEquals(expected, round.getAsLong());
            least = threads.getCurrentThreadAllocatedBytes() - before;
        }
        long allocated = least;
        assertTrue(allocated <= loops / 50, () -> allocated + " bytes for " + loops + " rounds");
    }

    private static long datagrams(
            Call call, int[] sockets, SocketAddress to, ReceiveBatch in, SendBatch out, int times) {
        long moved = 0;
        for (int i = 0; i < times; i++) {
            for (int k = 0; k < 4; k++) {
                out.message(k, in.buffer(), in.offset(k), 64);
                out.to(k, to.family(), to.high(), to.low(), to.port());
                out.from(k, to.family(), to.high(), to.low(), 0);
            }
            int sent = out.send(call, sockets[0], 0, 4);
            int received = in.receive(call, sockets[1]);
            moved += sent == received && in.localLow(0) == to.low() ? received : 0;
        }
        return moved;
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
