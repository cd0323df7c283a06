package nib.epoll;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static nib.linux.Epoll.EPOLLHUP;
import static nib.linux.Epoll.EPOLLIN;
import static nib.linux.Epoll.EPOLLPRI;
import static nib.linux.Epoll.EPOLLRDHUP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import nib.linux.Errno;
import nib.linux.Pair;
import nib.linux.Sockets;
import nib.testkit.ManualHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One direction between two pairs of Unix sockets, moved by hand. */
@Timeout(60)
class StreamTest {
    private static final int MESSAGES = 100_000;

    private Worker worker;
    private Pair from;
    private Pair to;
    private MemorySegment memory;
    private final Stream stream = new Stream();

    @BeforeEach
    void open() throws Exception {
        worker = Worker.open(new ManualHost(), 1);
        from = Sockets.socketpair(worker.call, Sockets.SOCK_STREAM);
        to = Sockets.socketpair(worker.call, Sockets.SOCK_STREAM);
        memory = java.lang.foreign.Arena.ofAuto().allocate(1 << 20);
    }

    @AfterEach
    void close() {
        stream.free(worker);
        worker.discard(from.first());
        worker.discard(from.second());
        worker.discard(to.first());
        worker.discard(to.second());
        worker.stop();
        worker.run();
    }

    private long send(long length) {
        return Sockets.send(worker.call, from.first(), memory, 0, length, 0);
    }

    private long receive() {
        return Sockets.recv(worker.call, to.second(), memory, 0, memory.byteSize(), 0);
    }

    private Stream.Outcome move() {
        return stream.move(worker, from.second(), to.first());
    }

    @Test
    void nothingIsReadBeforeItIsSaidThatThereIsSomething() {
        send(10);
        assertEquals(Stream.Outcome.WAITS, move());
        assertEquals(-Errno.EAGAIN, receive());
        stream.hear(EPOLLIN);
        assertEquals(Stream.Outcome.WAITS, move());
        assertEquals(10, receive());
        assertEquals(10, stream.count());
        assertEquals(0, stream.count());
    }

    @Test
    void theEndIsKnownFromTheEventWithTheLastBytes() {
        send(10);
        Sockets.shutdown(worker.call, from.first(), Sockets.SHUT_WR);
        stream.hear(EPOLLIN | EPOLLRDHUP);
        assertEquals(Stream.Outcome.DONE, move());
        assertTrue(stream.isEnded());
        assertEquals(10, receive());
    }

    /** More was in the way of the end than one read takes. */
    @Test
    void theEndComesAfterAllThatWasBeforeIt() {
        long sent = send(150_000);
        Sockets.shutdown(worker.call, from.first(), Sockets.SHUT_WR);
        stream.hear(EPOLLIN | EPOLLRDHUP);
        long got = 0;
        for (Stream.Outcome outcome = move(); outcome != Stream.Outcome.DONE; outcome = move()) {
            assertTrue(got < sent);
            long more = receive();
            assertTrue(more > 0, "stuck");
            got += more;
            stream.writable();
        }
        for (long more = receive(); more > 0; more = receive()) {
            got += more;
        }
        assertEquals(sent, got);
    }

    @Test
    void aShortReadIsNotTrustedWhenTroubleIsAbout() {
        send(10);
        stream.hear(EPOLLIN | EPOLLRDHUP | EPOLLPRI);
        assertEquals(Stream.Outcome.WAITS, move(), "no end was there");
        assertFalse(stream.isEnded());
    }

    @Test
    void whoHangsUpIsReadToTheEnd() {
        send(10);
        Sockets.shutdown(worker.call, from.first(), Sockets.SHUT_RDWR);
        stream.hear(EPOLLIN | EPOLLRDHUP | EPOLLHUP);
        assertEquals(Stream.Outcome.DONE, move());
        assertEquals(10, receive());
    }

    /** One buffer and no more is kept for a reader that does not read. */
    @Test
    void aFullTargetStopsTheReading() {
        long sent = 0;
        for (int i = 0; i < 100; i++) {
            sent += Math.max(send(200_000), 0);
            stream.hear(EPOLLIN);
            assertEquals(Stream.Outcome.WAITS, move());
        }
        assertTrue(stream.isFull());
        assertTrue(send(1_000_000) < 1_000_000, "the source is full too");
        long got = 0;
        for (long more = receive(); more > 0; more = receive()) {
            got += more;
        }
        assertTrue(got < sent);
        assertEquals(got, stream.count());
        assertTrue(sent - got < 2_000_000, "and what is kept is bounded");
    }

    @Test
    void aReaderThatIsGoneMakesItDeafAndNotBroken() {
        Sockets.shutdown(worker.call, to.second(), Sockets.SHUT_RD);
        send(10);
        stream.hear(EPOLLIN);
        assertEquals(Stream.Outcome.WAITS, move());
        assertTrue(stream.isDeaf());
        send(10);
        Sockets.shutdown(worker.call, from.first(), Sockets.SHUT_WR);
        stream.hear(EPOLLIN | EPOLLRDHUP);
        assertEquals(Stream.Outcome.DONE, move());
        assertEquals(0, stream.count());
    }

    @Test
    void whatIsToComeFirstComesFirst() {
        stream.begin(MemorySegment.ofArray(new byte[7]), 0, 7);
        send(3);
        stream.hear(EPOLLIN);
        assertEquals(Stream.Outcome.WAITS, move());
        assertEquals(10, receive());
    }

    @Test
    void smallMessagesAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20 && least > MESSAGES / 50; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            assertEquals(64L * MESSAGES, relay());
            least = threads.getCurrentThreadAllocatedBytes() - before;
        }
        long allocated = least;
        assertTrue(allocated <= MESSAGES / 50, () -> allocated + " bytes for " + MESSAGES + " messages");
    }

    private long relay() {
        long moved = 0;
        for (int i = 0; i < MESSAGES; i++) {
            send(64);
            stream.hear(EPOLLIN);
            moved += move() == Stream.Outcome.WAITS ? receive() : 0;
        }
        return moved;
    }

    private long receiveAll(MemorySegment into) {
        long all = 0;
        for (long n = 1; n > 0; all += n) {
            n = Math.max(0, Sockets.recv(worker.call, to.second(), into, all, into.byteSize() - all, 0));
        }
        return all;
    }

    /** Fills the source until it takes no more, each byte as its place says. */
    private long fill(long from) {
        for (long i = 0; i < memory.byteSize(); i++) {
            memory.set(JAVA_BYTE, i, drop(from + i));
        }
        return Math.max(0, send(memory.byteSize()));
    }

    private static byte drop(long place) {
        return (byte) (place * 31 + place / 251);
    }

    /** What goes on and on goes through a siphon; every byte comes, in its order, also when the target is full. */
    @Test
    void longStreamsAreNotCopied() {
        longStreams(true);
    }

    private void longStreams(boolean through) {
        MemorySegment out = java.lang.foreign.Arena.ofAuto().allocate(8 << 20);
        long sent = 0;
        long received = 0;
        boolean siphoned = false;
        while (received < 6 << 20) {
            sent += fill(sent);
            stream.hear(EPOLLIN);
            stream.writable();
            stream.move(worker, from.second(), to.first());
            siphoned |= stream.isSiphoning();
            received += receiveAll(out.asSlice(received, Math.min(out.byteSize() - received, 100_000)));
        }
        assertEquals(through, siphoned, "through a siphon");
        for (long i = 0; i < received; i++) {
            assertEquals(drop(i), out.get(JAVA_BYTE, i), "byte " + i);
        }
        assertTrue(sent >= received);
    }

    /** A worker has few siphons; a stream that gets none is copied. */
    @Test
    void whoGetsNoSiphonIsCopied() {
        java.util.List<Siphon> all = new java.util.ArrayList<>();
        for (Siphon one = worker.siphons.take(); one != null; one = worker.siphons.take()) {
            all.add(one);
        }
        longStreams(false);
        all.forEach(worker.siphons::give);
    }
}
