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
 * could not be sent, so that a slow reader slows its writer and never costs more than one buffer.
 *
 * <pre>
 *   OPEN --end of stream, everything sent--> DONE      the end is passed on (FIN)
 *   OPEN --reading fails--> the connection is cut      a reset stays a reset
 *   OPEN --sending fails--> DEAF --end--> DONE         what still comes is dropped
 * </pre>
 */
final class Stream {
    /** Buffers that may be moved before others have their turn. */
    private static final int TURN = 16;

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
    private long moved;
    private int sends;

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
        for (int turn = 0; turn < TURN; turn++) {
            if (rest != null && !flush(worker, target, rest)) {
                return Outcome.WAITS;
            }
            if (ended) {
                return Outcome.DONE;
            }
            if (!readable) {
                return Outcome.WAITS;
            }
            long count = Sockets.recv(worker.call, source, worker.buffer, 0, Worker.BUFFER, 0);
            stirred |= count >= 0;
            if (count > 0) {
                // A short read has emptied the socket, epoll(7): if the end is there, it comes next.
                boolean emptied = count < Worker.BUFFER && !unsure;
                readable = !emptied;
                ended = emptied && ending;
                send(worker, target, count);
            } else if (count == 0) {
                ended = true;
            } else if (count == -EAGAIN) {
                readable = false;
                unsure = false;
            } else {
                return Outcome.CUT;
            }
        }
        return Outcome.UNFINISHED;
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
            free();
            return true;
        }
        return false;
    }

    /** Whether the target could not take everything. */
    boolean isFull() {
        return full;
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

    void free() {
        if (rest != null) {
            rest.free();
            rest = null;
        }
    }
}
