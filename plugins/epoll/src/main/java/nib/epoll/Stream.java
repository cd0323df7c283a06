package nib.epoll;

import static nib.linux.Epoll.EPOLLERR;
import static nib.linux.Epoll.EPOLLHUP;
import static nib.linux.Epoll.EPOLLIN;
import static nib.linux.Epoll.EPOLLPRI;
import static nib.linux.Epoll.EPOLLRDHUP;
import static nib.linux.Errno.EAGAIN;

import java.lang.foreign.MemorySegment;
import nib.linux.LinuxException;
import nib.linux.Option;
import nib.linux.Options;
import nib.linux.Sockets;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: what one side sends is sent to the other. Nothing is read while something is left that
 * could not be sent, so that a slow reader slows its writer and never costs more than one buffer, or one of the few
 * {@link Siphons} that streams go through which go on and on.
 *
 * <pre>
 *   OPEN --end of stream, everything sent--> DONE      the end is passed on (FIN)
 *   OPEN --reading fails--> the connection is cut      a reset stays a reset
 *   OPEN --sending fails--> DEAF --end--> DONE         what still comes is dropped
 * </pre>
 */
final class Stream {
    /** Bytes that may be moved before others have their turn. */
    private static final long TURN = 1024 * 1024;

    /** Full buffers, one after the other, from which on bytes are not copied any more. */
    private static final int LONG = 2;

    private static final int TROUBLE = EPOLLHUP | EPOLLERR | EPOLLPRI;

    private boolean readable;
    private boolean unsure;
    private boolean ending;
    private boolean ended;
    private boolean deaf;
    private boolean full;
    private boolean nodelay;
    private boolean stirred;
    private @Nullable Rest rest;
    private @Nullable Siphon siphon;
    private @Nullable Brake brake;
    private long moved;
    private int sends;
    private int filled;

    /** What became of an attempt to move bytes. */
    enum Outcome {
        /** Nothing more to do before the next event. */
        WAITS,
        /** There is more; others come first. */
        UNFINISHED,
        /** Everything was moved, and the source has ended. */
        DONE,
        /** The source cut the connection. */
        CUT
    }

    /** There may be something to read, and nothing is known of the end. */
    void readable() {
        readable = true;
    }

    /**
     * Events of the source. Where nothing else is said, its end comes right behind what is there to be read; where an
     * error or urgent data are about, a short read does not mean that nothing follows.
     */
    void hear(int events) {
        if ((events & (EPOLLIN | EPOLLRDHUP | TROUBLE)) != 0) {
            boolean trouble = (events & TROUBLE) != 0;
            readable = true;
            ending |= (events & EPOLLRDHUP) != 0 && !trouble;
            unsure |= trouble;
        }
    }

    /** Is not to be quicker than that; null for any speed. */
    void brake(@Nullable Brake one) {
        brake = one;
    }

    /** The target may take more. */
    void writable() {
        full = false;
    }

    /** Sends these bytes first. */
    void begin(MemorySegment source, long offset, long length) {
        rest = new Rest(source, offset, length);
    }

    /** Moves what can be moved. */
    Outcome move(Worker worker, int source, int target) {
        long budget = TURN;
        while (budget > 0) {
            if (!isPassedOn(worker, target)) {
                return Outcome.WAITS;
            }
            if (ended) {
                return Outcome.DONE;
            }
            if (!readable || (brake != null && brake.isOn())) {
                return Outcome.WAITS;
            }
            long count = filled >= LONG ? draw(worker, source) : 0;
            count = count == 0 ? receive(worker, source, target) : count;
            if (count < 0 && count != -EAGAIN) {
                return Outcome.CUT;
            }
            if (brake != null && count > 0) {
                brake.moved(worker, count);
            }
            budget -= count;
        }
        return Outcome.UNFINISHED;
    }

    /** Whether nothing is left that was read and not sent. */
    private boolean isPassedOn(Worker worker, int target) {
        return (rest == null || flush(worker, target, rest)) && (siphon == null || pour(worker, target, siphon));
    }

    private long receive(Worker worker, int source, int target) {
        int most = brake == null ? Worker.BUFFER : brake.most();
        long count = Sockets.recv(worker.call, source, worker.buffer, 0, most, 0);
        stirred |= count >= 0;
        if (count > 0) {
            // A short read has emptied the socket, epoll(7): if the end is there, it comes next.
            boolean emptied = count < most && !unsure;
            readable = !emptied;
            ended = emptied && ending;
            filled = count < Worker.BUFFER ? 0 : filled + 1;
            send(worker, target, count);
        } else if (count == 0) {
            ended = true;
        } else if (count == -EAGAIN) {
            nothing();
        }
        return count;
    }

    /** Takes much at once, without a copy: how much, or 0 if it must be received. */
    private long draw(Worker worker, int source) {
        filled = 0;
        if (deaf || unsure || brake != null) {
            return 0;
        }
        Siphon one = worker.siphons.take();
        if (one == null) {
            return 0;
        }
        long count = one.draw(worker.call, source);
        if (count > 0) {
            stirred = true;
            siphon = one;
            filled = LONG;
            return count;
        }
        worker.siphons.give(one);
        if (count == -EAGAIN) {
            nothing();
        }
        return count == -EAGAIN ? count : 0;
    }

    /** Nothing is there to be read before the next event. */
    private void nothing() {
        readable = false;
        unsure = false;
    }

    /** Whether the siphon is empty, or its contents are of no use. */
    private boolean pour(Worker worker, int target, Siphon one) {
        if (full && !deaf) {
            return false;
        }
        long count = deaf ? 0 : one.pour(worker.call, target);
        if (count > 0) {
            moved += count;
            stirred = true;
        } else if (count < 0 && count != -EAGAIN) {
            deaf = true;
        }
        full = !deaf && !one.isEmpty();
        if (full) {
            return false;
        }
        siphon = null;
        worker.siphons.give(one);
        return true;
    }

    private void send(Worker worker, int target, long length) {
        if (deaf) {
            return;
        }
        hurry(worker, target);
        // The end is passed on right after this: it may travel with the last bytes.
        long sent = Sockets.send(worker.call, target, worker.buffer, 0, length, ended ? Sockets.MSG_MORE : 0);
        if (sent == length) {
            moved += sent;
        } else if (sent >= 0 || sent == -EAGAIN) {
            long done = Math.max(sent, 0);
            moved += done;
            rest = new Rest(worker.buffer, done, length - done);
            full = true;
        } else {
            deaf = true;
        }
    }

    /** Small pieces are to be sent at once. That matters from the second one on: the first always is, RFC 896. */
    void noDelay() {
        nodelay = true;
    }

    private void hurry(Worker worker, int target) {
        if (nodelay && ++sends == 2) {
            try {
                Options.set(worker.call, target, Option.TCP_NODELAY, 1);
            } catch (LinuxException e) {
                deaf = true; // no socket any more
            }
        }
    }

    /** Whether nothing is left. */
    private boolean flush(Worker worker, int target, Rest left) {
        while (!full && !deaf && left.length() > 0) {
            hurry(worker, target);
            long sent = Sockets.send(worker.call, target, left.bytes(), left.from(), left.length(), 0);
            if (sent >= 0) {
                left.sent(sent);
                moved += sent;
                stirred = true;
            } else if (sent == -EAGAIN) {
                full = true;
            } else {
                deaf = true;
            }
        }
        if (deaf || left.length() == 0) {
            left.free();
            rest = null;
            return true;
        }
        return false;
    }

    /** Whether the target could not take everything. */
    boolean isFull() {
        return full;
    }

    /** Whether something is on its way through a siphon. */
    boolean isSiphoning() {
        return siphon != null;
    }

    /** Whether its reader is gone. */
    boolean isDeaf() {
        return deaf;
    }

    /** Whether something came or went since the last time it was asked. */
    boolean stirs() {
        boolean was = stirred;
        stirred = false;
        return was;
    }

    boolean isEnded() {
        return ended;
    }

    /** Bytes moved since the last time it was asked. */
    long count() {
        long count = moved;
        moved = 0;
        return count;
    }

    void free(Worker worker) {
        if (brake != null) {
            worker.wheel.drop(brake);
        }
        if (rest != null) {
            rest.free();
            rest = null;
        }
        if (siphon != null) {
            worker.siphons.give(siphon);
            siphon = null;
        }
    }
}
