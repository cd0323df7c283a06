package nib.udplinux;

import static nib.linux.Errno.EAGAIN;
import static nib.linux.Errno.ENOBUFS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import nib.linux.Call;
import nib.linux.Descriptors;
import nib.linux.SendBatch;
import nib.linux.Sockets;

/** Datagrams of servers on their way to clients of one door, until they are sent together. Belongs to one worker. */
final class Replies {
    /** Milliseconds in which the system may get room for what it is to send; then it is lost. */
    private static final int ROOM = 20;

    private final Call call;
    private final SendBatch batch;
    private final MemorySegment bytes;
    private int count;
    private int door = -1;

    Replies(Call call, Arena arena) {
        this.call = call;
        this.batch = new SendBatch(arena, Worker.BATCH);
        this.bytes = arena.allocate((long) Worker.BATCH * Worker.LARGEST, 64);
    }

    /** Receives the next: how many bytes, or an error. It goes nowhere before {@link #to}. */
    long receive(int fd, int from) {
        if (count == batch.capacity() || (count > 0 && from != door)) {
            flush();
        }
        door = from;
        return Sockets.recv(call, fd, bytes, offset(), Worker.LARGEST, Sockets.MSG_TRUNC);
    }

    private long offset() {
        return (long) count * Worker.LARGEST;
    }

    /** Says where the one that was received goes. */
    void to(Origin origin, long length) {
        batch.message(count, bytes, offset(), length);
        origin.address(batch, count);
        count++;
    }

    /** Sends what there is. One that cannot be sent is lost alone. */
    void flush() {
        int first = 0;
        boolean waited = false;
        while (first < count) {
            int sent = batch.send(call, door, first, count - first);
            if (sent > 0) {
                first += sent;
                waited = false;
            } else if ((sent == -EAGAIN || sent == -ENOBUFS) && !waited) {
                waited = true;
                Descriptors.poll(call, door, Descriptors.POLLOUT, ROOM);
            } else {
                first++;
                waited = false;
            }
        }
        count = 0;
    }
}
