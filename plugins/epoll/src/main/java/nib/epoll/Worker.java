package nib.epoll;

import static nib.linux.Epoll.EPOLLIN;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import nib.linux.Call;
import nib.linux.Descriptors;
import nib.linux.Epoll;
import nib.linux.SocketAddress;
import nib.linux.Wakeup;
import nib.spi.Clock;
import nib.spi.Host;
import org.jspecify.annotations.Nullable;

/** One loop: waits for descriptors, and lets what belongs to them go on. Everything here is its thread's, but for {@link #post}. */
final class Worker implements Runnable, Watched {
    /** Bytes that are moved at once. */
    static final int BUFFER = 64 * 1024;

    private static final int EVENTS = 256;

    final Call call;
    final Wheel wheel;
    final MemorySegment buffer;
    final Siphons siphons;
    final SocketAddress peer;
    final SocketAddress source;
    final Clock clock;
    private final Arena arena;
    private final Epoll epoll;
    private final Wakeup wakeup;
    private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Connection> unfinished = new ArrayDeque<>();
    private final ArrayDeque<Door> waiting = new ArrayDeque<>();
    private @Nullable Watched[] watched = new @Nullable Watched[1024];
    private int[] ages = new int[1024];
    private boolean room;
    private volatile boolean stopped;
    private long now;

    private Worker(Arena arena, Call call, Siphons siphons, Epoll epoll, Wakeup wakeup, Clock clock) {
        this.arena = arena;
        this.call = call;
        this.epoll = epoll;
        this.wakeup = wakeup;
        this.clock = clock;
        this.buffer = arena.allocate(BUFFER, 4096);
        this.siphons = siphons;
        this.peer = new SocketAddress(arena);
        this.source = new SocketAddress(arena);
        this.now = clock.nanos();
        this.wheel = new Wheel(now);
    }

    /** Takes what one of so many workers needs of the system; its thread is to run it. */
    @SuppressWarnings("MustBeClosed") // the worker closes it when its loop ends
    static Worker open(Host host, int workers) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            Call call = new Call(arena);
            Epoll epoll = Epoll.open(call, arena, EVENTS);
            Worker worker =
                    new Worker(arena, call, Siphons.shared(call, workers), epoll, Wakeup.open(call), host.clock());
            worker.watch(worker.wakeup.descriptor(), EPOLLIN, worker);
            return worker;
        } catch (IOException e) {
            arena.close();
            throw e;
        }
    }

    @Override
    public void run() {
        while (!stopped) {
            int count = epoll.await(unfinished.isEmpty() && !room ? wheel.patience(clock.nanos()) : 0);
            now = clock.nanos();
            for (int i = 0; i < count; i++) {
                dispatch(epoll.data(i), epoll.events(i));
            }
            goOn();
            wheel.turn(now);
            tellDoors();
        }
        end();
    }

    private void dispatch(long data, int events) {
        int fd = (int) data;
        Watched one = watched[fd];
        if (one != null && data == data(fd)) { // else it was given up earlier in this round
            try {
                one.ready(fd, events);
            } catch (RuntimeException | Error e) {
                one.broken(e); // costs one, and never the loop
            }
        }
    }

    /** Those that had more to move than one turn allows. */
    private void goOn() {
        for (int count = unfinished.size(); count > 0; count--) {
            Connection one = unfinished.remove();
            try {
                one.goOn();
            } catch (RuntimeException | Error e) {
                one.broken(e);
            }
        }
    }

    void again(Connection one) {
        unfinished.add(one);
    }

    /** The time at which this round began. */
    long now() {
        return now;
    }

    /**
     * Waits for a descriptor from now on.
     *
     * @return 0, or the error with a minus sign
     */
    int watch(int fd, int events, Watched by) {
        if (fd >= watched.length) {
            watched = Arrays.copyOf(watched, Math.max(fd + 1, 2 * watched.length));
            ages = Arrays.copyOf(ages, watched.length);
        }
        watched[fd] = by;
        return epoll.add(fd, events, data(fd));
    }

    /** What an event brings back: who is waited for, and which one of those that had this number. */
    private long data(int fd) {
        return (long) ages[fd] << Integer.SIZE | fd;
    }

    /** Waits for other events of a descriptor. */
    void rewatch(int fd, int events) {
        epoll.modify(fd, events, data(fd));
    }

    /** Waits for a descriptor no more; it stays open. */
    void unwatch(int fd) {
        watched[fd] = null;
        ages[fd]++;
        epoll.remove(fd);
    }

    /** Closes a descriptor. Its number may come again at once; events of this round that were for the old one do not. */
    void discard(int fd) {
        if (fd < watched.length) {
            watched[fd] = null;
            ages[fd]++;
        }
        Descriptors.close(call, fd);
        room = true;
    }

    /** There is room again for those that wait for it. */
    private void tellDoors() {
        if (!room) {
            return;
        }
        room = false;
        for (int count = waiting.size(); count > 0; count--) {
            Door door = waiting.remove();
            try {
                door.expire(now);
            } catch (RuntimeException | Error e) {
                door.broken(e);
            }
        }
    }

    /** Tells a door as soon as a connection has ended here. */
    void await(Door door) {
        if (!waiting.contains(door)) {
            waiting.add(door);
        }
    }

    /** Has something done by this worker soon. Any thread. */
    void post(Runnable work) {
        mail.add(work);
        wakeup.wake();
    }

    @Override
    public void ready(int fd, int events) {
        wakeup.drain(call);
        for (Runnable work = mail.poll(); work != null; work = mail.poll()) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                // it is alone with its trouble
            }
        }
    }

    @Override
    public void broken(Throwable e) {
        // nothing here throws
    }

    /** Ends the loop. Any thread. */
    void stop() {
        stopped = true;
        wakeup.wake();
    }

    private void end() {
        ready(wakeup.descriptor(), 0);
        for (Watched one : watched) {
            if (one instanceof Connection connection) {
                try {
                    connection.cutNow();
                } catch (RuntimeException | Error e) {
                    // the others too must end
                }
            }
        }
        waiting.clear();
        siphons.close();
        epoll.close();
        wakeup.close();
        arena.close();
    }
}
