package nib.udplinux;

import static nib.linux.Errno.EAGAIN;
import static nib.linux.Errno.ECONNREFUSED;
import static nib.linux.Errno.EINVAL;
import static nib.linux.Errno.EIO;
import static nib.linux.Errno.EMSGSIZE;
import static nib.linux.Errno.ENOBUFS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import nib.linux.Call;
import nib.linux.Descriptors;
import nib.linux.SendBatch;
import org.jspecify.annotations.Nullable;

/**
 * Sends datagrams in their order, as many as it can by one call. Those that follow each other to the same place and have
 * one length are joined, and the kernel cuts them after its way through the stack, which is most of what a datagram costs
 * (UDP_SEGMENT, udp(7)). Belongs to one worker, and is empty between uses.
 */
final class Sender {
    /** The most datagrams, and the most bytes, that every kernel joins. */
    private static final int SEGMENTS = 64;

    private static final int BYTES = 65_507;

    private final Call call;
    private final SendBatch batch;
    private final long[] lengths;
    private final @Nullable Origin[] origins;
    /** For each message, its first datagram; behind the last message, where the next would begin. */
    private final int[] firsts;

    /** The largest datagrams that are joined: larger ones do not fit the way, as has been seen. */
    private long joined = BYTES;

    private int count;

    Sender(Call call, Arena arena, int most) {
        this.call = call;
        this.batch = new SendBatch(arena, most);
        this.lengths = new long[most];
        this.origins = new @Nullable Origin[most];
        this.firsts = new int[most + 1];
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == lengths.length;
    }

    /** Adds one. The bytes must stay until it is sent. */
    void add(MemorySegment bytes, long offset, long length, @Nullable Origin to) {
        batch.piece(count, bytes, offset, length);
        lengths[count] = length;
        origins[count] = to;
        count++;
    }

    /**
     * Sends what was added, and is empty. What cannot be sent is lost alone.
     *
     * @param together how many messages for one call: of an error behind the first message of a call nobody is told, so
     *     that who wants to know of refusals must say 1
     * @param room milliseconds in which the system may get room for it
     * @return how many were dealt with: all, or those before one that met the refusal of an earlier one and was not sent
     */
    int send(int fd, int together, int room) {
        int all = count;
        int first = 0;
        while (first < all) {
            int messages = join(first, all, together);
            int sent = batch.send(call, fd, 0, messages);
            if ((sent == -EAGAIN || sent == -ENOBUFS) && room > 0) {
                Descriptors.poll(call, fd, Descriptors.POLLOUT, room);
                sent = batch.send(call, fd, 0, messages);
            }
            if (sent == -ECONNREFUSED) {
                break;
            }
            first = sent > 0 ? firsts[sent] : first + notSent(first, -sent);
        }
        count = 0;
        return first;
    }

    /** How many are lost: one, or none if those that were joined may go one by one. */
    private int notSent(int first, int error) {
        if (firsts[1] - first == 1) {
            return 1;
        }
        long tooLarge = error == EINVAL || error == EMSGSIZE ? lengths[first] - 1 : joined;
        joined = error == EIO ? 0 : tooLarge;
        return joined < lengths[first] ? 0 : firsts[1] - first;
    }

    /** Makes messages of the datagrams from the first; how many. */
    private int join(int first, int all, int most) {
        int messages = 0;
        int next = first;
        for (; next < all && messages < most; messages++) {
            int end = end(next, all);
            firsts[messages] = next;
            batch.gather(messages, next, end - next);
            Origin origin = origins[next];
            if (origin != null) {
                origin.address(batch, messages);
            }
            if (end - next > 1) {
                batch.segment(messages, (int) lengths[next]);
            }
            next = end;
        }
        firsts[messages] = next;
        return messages;
    }

    /** Behind the last that goes with the first: all of one length, but the last may be shorter. */
    @SuppressWarnings("ReferenceEquality") // one session, one origin
    private int end(int first, int all) {
        long each = lengths[first];
        long bytes = each;
        int next = first + 1;
        boolean more = each > 0 && each <= joined;
        while (more
                && next < all
                && next - first < SEGMENTS
                && lengths[next] > 0
                && lengths[next] <= each
                && bytes + lengths[next] <= BYTES
                && origins[next] == origins[first]) {
            more = lengths[next] == each;
            bytes += lengths[next];
            next++;
        }
        return next;
    }
}
