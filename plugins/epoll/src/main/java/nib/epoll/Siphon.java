package nib.epoll;

import static nib.linux.Errno.EAGAIN;

import nib.linux.Call;
import nib.linux.Descriptors;
import nib.linux.LinuxException;
import nib.linux.Pair;
import nib.linux.Pipes;

/**
 * A pipe of the kernel through which bytes go from socket to socket, splice(2): they are not copied, and never come into
 * this process.
 *
 * <pre>
 *   EMPTY --draw--> FILLED --pour, everything--> EMPTY
 *                     \----the target is full, or gone--> FILLED
 * </pre>
 */
final class Siphon {
    /** Bytes that a pipe is asked to hold. Without a privilege the system may give less, pipe(7). */
    static final int ROOM = 1024 * 1024;

    private final Pair pipe;
    private long inside;

    private Siphon(Pair pipe) {
        this.pipe = pipe;
    }

    static Siphon open(Call call) throws LinuxException {
        Pair pipe = Pipes.open(call);
        Pipes.resize(call, pipe.second(), ROOM); // a smaller one works as well
        return new Siphon(pipe);
    }

    boolean isEmpty() {
        return inside == 0;
    }

    /**
     * Takes in what is there; only when empty.
     *
     * @return how much; 0 if the source has ended or is at urgent data, which only recv(2) can tell apart; or an error
     */
    long draw(Call call, int source) {
        long count = Pipes.splice(call, source, pipe.second(), ROOM, Pipes.SPLICE_F_NONBLOCK);
        inside = Math.max(count, 0);
        return count;
    }

    /**
     * Gives out what the target takes.
     *
     * @return how much; or an error, {@code -EAGAIN} if the target is full
     */
    long pour(Call call, int target) {
        long poured = 0;
        while (inside > 0) {
            long count = Pipes.splice(call, pipe.first(), target, inside, Pipes.SPLICE_F_NONBLOCK);
            if (count <= 0) {
                return poured > 0 && count == -EAGAIN ? poured : count;
            }
            inside -= count;
            poured += count;
        }
        return poured;
    }

    void close(Call call) {
        Descriptors.close(call, pipe.first());
        Descriptors.close(call, pipe.second());
    }
}
