package nib.udplinux;

import static nib.linux.Epoll.EPOLLIN;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import nib.api.Event;
import nib.linux.Call;
import nib.linux.Descriptors;
import nib.linux.Epoll;
import nib.linux.ReceiveBatch;
import nib.linux.SocketAddress;
import nib.linux.Wakeup;
import nib.spi.Host;
import org.jspecify.annotations.Nullable;

/** One loop: waits for sockets, and lets what belongs to them go on. All is its thread's, but for {@link #post}. */
final class Worker implements Runnable, Watched {
    /** Datagrams that are received, or sent, by one call. */
    static final int BATCH = 64;

    /** The largest datagram that there is. */
    static final int LARGEST = 65_536;

    private static final int EVENTS = 256;

    final Call call;
    final Host host;
    final SocketAddress peer;
    final ReceiveBatch requests;
    final ByteBuffer requestBytes;
    final Waiting waiting;
    final Sender sender;
    final Replies replies;
    final Arena arena;
    private final MemorySegment scratch;
    private final Epoll epoll;
    private final Wakeup wakeup;
    private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();
    private final List<Door> doors = new ArrayList<>();
    private @Nullable Watched[] watched = new @Nullable Watched[1024];
    private volatile boolean stopped;

    private Worker(Arena arena, Call call, Epoll epoll, Wakeup wakeup, Host host) {
        this.arena = arena;
        this.call = call;
        this.epoll = epoll;
        this.wakeup = wakeup;
        this.host = host;
        this.peer = new SocketAddress(arena);
        this.requests = new ReceiveBatch(arena, BATCH, LARGEST);
        this.requestBytes = requests.buffer().asByteBuffer();
        this.waiting = new Waiting(requests, requestBytes);
        this.sender = new Sender(call, arena, BATCH);
        this.replies = new Replies(call, arena);
        this.scratch = arena.allocate(2L * LARGEST, 64);
    }

    /** Takes what a worker needs of the system; its thread is to run it. */
    @SuppressWarnings("MustBeClosed") // the worker closes it when its loop ends
    static Worker open(Host host) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            Call call = new Call(arena);
            Epoll epoll = Epoll.open(call, arena, EVENTS);
            Worker worker = new Worker(arena, call, epoll, Wakeup.open(call), host);
            worker.watch(worker.wakeup.descriptor(), worker);
            return worker;
        } catch (IOException e) {
            arena.close();
            throw e;
        }
    }

    @Override
    public void run() {
        while (!stopped) {
            int count = epoll.await(patience());
            for (int i = 0; i < count; i++) {
                Watched one = watched[(int) epoll.data(i)];
                if (one != null) { // else it was given up earlier in this round
                    ready(one, epoll.events(i));
                }
            }
            replies.flush();
            turn();
        }
        end();
    }

    private void ready(Watched one, int events) {
        try {
            one.ready(events);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            failed(e);
        }
    }

    /** It costs one datagram or one session, and never the loop. */
    private void failed(Throwable e) {
        host.tell(new Event.PluginFailed("engine", "mmsg", e.getClass().getName()));
    }

    private int patience() {
        int least = -1;
        long now = doors.isEmpty() ? 0 : host.clock().nanos();
        for (Door door : doors) {
            int one = door.patience(now);
            least = least < 0 || (one >= 0 && one < least) ? one : least;
        }
        return least;
    }

    private void turn() {
        long now = host.clock().nanos();
        for (int i = doors.size() - 1; i >= 0; i--) {
            try {
                doors.get(i).turn(now);
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                failed(e);
            }
        }
    }

    /** Whether a datagram is where it was received. */
    @SuppressWarnings("ReferenceEquality") // it is about the memory, not about what it holds
    boolean isRequest(ByteBuffer datagram) {
        return datagram == requestBytes;
    }

    /** A datagram that is not where it was received, where the kernel can read it. */
    MemorySegment copied(ByteBuffer datagram) {
        return scratch.copyFrom(MemorySegment.ofBuffer(datagram));
    }

    /**
     * Waits for a descriptor from now on.
     *
     * @return 0, or the error with a minus sign
     */
    int watch(int fd, Watched by) {
        if (fd >= watched.length) {
            watched = Arrays.copyOf(watched, Math.max(fd + 1, 2 * watched.length));
        }
        watched[fd] = by;
        return epoll.add(fd, EPOLLIN, fd);
    }

    /**
     * Closes a descriptor. If its number is given away in the same round, a late event makes the new owner look for a
     * datagram that is not there.
     */
    void discard(int fd) {
        if (fd < watched.length) {
            watched[fd] = null;
        }
        Descriptors.close(call, fd);
    }

    void add(Door door) {
        doors.add(door);
    }

    void remove(Door door) {
        doors.remove(door);
    }

    /** Has something done by this worker soon. Any thread. */
    void post(Runnable work) {
        mail.add(work);
        wakeup.wake();
    }

    @Override
    public void ready(int events) {
        wakeup.drain(call);
        for (Runnable work = mail.poll(); work != null; work = mail.poll()) {
            try {
                work.run();
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                failed(e);
            }
        }
    }

    /** Ends the loop. Any thread. */
    void stop() {
        stopped = true;
        wakeup.wake();
    }

    private void end() {
        ready(0);
        List<Door> all = List.copyOf(doors);
        all.forEach(Door::shut);
        all.forEach(Door::close);
        epoll.close();
        wakeup.close();
        arena.close();
    }
}
