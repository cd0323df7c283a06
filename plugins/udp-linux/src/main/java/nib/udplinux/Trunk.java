package nib.udplinux;

import static nib.linux.Errno.ECONNREFUSED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import nib.datagram.Line;
import nib.linux.SendBatch;
import org.jspecify.annotations.Nullable;

/**
 * A socket to a server that datagrams of all clients share. They wait where they were received, and are sent together
 * before the next are received. That nobody listens at the server is told by the next datagram, as it is by the kernel.
 */
final class Trunk implements Line {
    @Nullable Trunk next;

    boolean listed;

    private final Door door;
    private final Worker worker;
    private final int fd;
    private final SendBatch batch;
    private int count;
    private boolean refused;

    Trunk(Door door, int fd) {
        this.door = door;
        this.worker = door.worker();
        this.fd = fd;
        this.batch = new SendBatch(java.lang.foreign.Arena.ofAuto(), Worker.BATCH);
    }

    @Override
    public Sent send(ByteBuffer datagram) {
        if (refused) {
            refused = false;
            return Sent.REFUSED;
        }
        if (!worker.isRequest(datagram)) {
            flush();
            long sent = Upstream.send(worker, fd, datagram);
            return sent >= 0 ? Sent.DONE : sent == -ECONNREFUSED ? Sent.REFUSED : Sent.LOST;
        }
        if (!listed) {
            listed = true;
            door.dirty(this);
        }
        MemorySegment bytes = worker.requests.buffer();
        batch.message(count++, bytes, datagram.position(), datagram.remaining());
        return Sent.DONE;
    }

    /** Sends what waits. */
    void flush() {
        int first = 0;
        while (first < count) {
            int sent = batch.send(worker.call, fd, first, count - first);
            if (sent > 0) {
                first += sent;
            } else if (sent == -ECONNREFUSED && !refused) {
                refused = true; // an earlier one; the error is gone now
            } else {
                first++;
            }
        }
        count = 0;
    }

    @Override
    public void close() {
        flush();
        worker.discard(fd);
    }
}
