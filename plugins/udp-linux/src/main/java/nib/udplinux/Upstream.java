package nib.udplinux;

import static nib.linux.Errno.ECONNREFUSED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import nib.datagram.Line;
import nib.datagram.Session;
import nib.linux.Sockets;

/** A session's socket to its server. It is connected, so that the kernel tells when nobody listens there. */
final class Upstream implements Line, Watched {
    /** Datagrams that are received before others have their turn. */
    private static final int TURN = 16;

    private final Door door;
    private final Worker worker;
    private final Session<Origin> session;
    private final int fd;
    private boolean closed;
    private long round;

    Upstream(Door door, Session<Origin> session, int fd) {
        this.door = door;
        this.worker = door.worker();
        this.session = session;
        this.fd = fd;
    }

    @Override
    public Sent send(ByteBuffer datagram) {
        long sent = send(worker, fd, datagram);
        return sent >= 0 ? Sent.DONE : sent == -ECONNREFUSED ? Sent.REFUSED : Sent.LOST;
    }

    static long send(Worker worker, int fd, ByteBuffer datagram) {
        if (worker.isRequest(datagram)) {
            MemorySegment bytes = worker.requests.buffer();
            return Sockets.send(worker.call, fd, bytes, datagram.position(), datagram.remaining(), 0);
        }
        return Sockets.send(worker.call, fd, worker.copied(datagram), 0, datagram.remaining(), 0);
    }

    /** One datagram, as is usual; more if it was so in the last round too. */
    @Override
    public void ready(int events) {
        int turns = worker.round() - round <= 1 ? TURN : 1;
        round = worker.round();
        for (int i = 0; i < turns && !closed; i++) {
            long length = worker.replies.receive(fd, door.descriptor());
            if (length == -ECONNREFUSED) {
                door.table().refused(session);
            } else if (length < 0) {
                return; // nothing there, or trouble on the way, which is as if a datagram were lost
            } else {
                worker.replies.to(session.origin(), length);
                door.table().response(session, (int) length);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        worker.discard(fd);
    }
}
