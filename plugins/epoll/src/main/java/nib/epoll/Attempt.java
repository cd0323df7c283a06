package nib.epoll;

import static nib.linux.Epoll.EPOLLERR;
import static nib.linux.Epoll.EPOLLHUP;
import static nib.linux.Epoll.EPOLLOUT;

import java.util.concurrent.TimeUnit;
import nib.linux.Errno;
import nib.linux.Sockets;
import nib.spi.Lease;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** The way to one server after the other: a descriptor that is connecting, and then connected. */
final class Attempt {
    /** What {@link #outcome} says while there is none. */
    static final int PENDING = 1;

    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(10);

    private final Worker worker;
    private final Connection owner;
    private final Transport.Options options;
    private @Nullable Lease lease;
    private int fd = -1;
    private long patience;

    Attempt(Worker worker, Connection owner, Transport.Options options) {
        this.worker = worker;
        this.owner = owner;
        this.options = options;
    }

    /** The server's descriptor, or -1. */
    int fd() {
        return fd;
    }

    /** The lease of the last one that was begun. */
    @Nullable Lease lease() {
        return lease;
    }

    /** Begins to connect, and sets the owner's alarm; the error with a minus sign if that is not to be. */
    int begin(Lease one) {
        lease = one;
        patience = worker.now() + one.timeout();
        return dial(one);
    }

    /** Goes on when the alarm rings before anything was begun. */
    int again() {
        Lease one = lease;
        return one == null ? -Errno.EINVAL : dial(one);
    }

    /** Nothing tells when the full queue of a Unix socket has room, connect(2): it is asked {@link #again}. */
    private int dial(Lease one) {
        int result = Dial.begin(worker, one, options);
        long left = patience - worker.now();
        if (result == -Errno.EAGAIN && left > 0) {
            worker.wheel.set(owner, worker.now() + Math.min(AGAIN, left));
            return 0;
        }
        if (result < 0) {
            return result;
        }
        fd = result;
        worker.wheel.set(owner, patience);
        int watched = worker.watch(fd, Watched.FROM | EPOLLOUT, owner);
        if (watched < 0) {
            drop();
        }
        return Math.min(watched, 0);
    }

    /** Whether the server has answered: 0, {@link #PENDING}, or the error with a minus sign. */
    int outcome(int events) {
        if (lease == null || (events & (EPOLLOUT | Watched.LAST_WORDS)) == 0) {
            return PENDING;
        }
        return (events & (EPOLLERR | EPOLLHUP)) == 0 ? 0 : Sockets.error(worker.call, fd);
    }

    /** Gives the descriptor and the alarm back. */
    void drop() {
        if (fd >= 0) {
            worker.discard(fd);
            fd = -1;
        }
        worker.wheel.drop(owner);
    }
}
