package nib.udplinux;

import static nib.linux.Errno.ECONNREFUSED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import nib.datagram.Line;
import nib.datagram.Session;
import nib.datagram.Unsent;
import nib.linux.Sockets;

/** A session's socket to its server. It is connected, so that the kernel tells when nobody listens there. */
final class Upstream extends Laden implements Line, Watched {
    /** Datagrams that are received before others have their turn. */
    private static final int TURN = 16;

    private final Door door;
    private final Worker worker;
    private final Session<Origin> session;
    private final int fd;
    private final Outgoing outgoing;
    private boolean refused;
    private boolean closed;
    private int expected = 1;

    Upstream(Door door, Session<Origin> session, int fd) {
        this.door = door;
        this.worker = door.worker();
        this.session = session;
        this.fd = fd;
        this.outgoing = new Outgoing(worker, fd);
    }

    @Override
    public Sent send(ByteBuffer datagram) {
        return send(worker, fd, datagram);
    }

    /** Sends by a call of its own. */
    static Sent send(Worker worker, int fd, ByteBuffer datagram) {
        MemorySegment bytes = worker.isRequest(datagram) ? worker.requests.buffer() : worker.copied(datagram);
        long offset = worker.isRequest(datagram) ? datagram.position() : 0;
        long sent = Sockets.send(worker.call, fd, bytes, offset, datagram.remaining(), 0);
        return sent >= 0 ? Sent.DONE : sent == -ECONNREFUSED ? Sent.REFUSED : Sent.LOST;
    }

    @Override
    public Sent sendSoon(ByteBuffer datagram) {
        if (worker.isRequest(datagram)) {
            outgoing.add(datagram);
            door.laden(this);
            return Sent.DONE;
        }
        flush();
        return closed ? Sent.REFUSED : send(datagram);
    }

    @Override
    void flush() {
        if (!outgoing.isEmpty() && outgoing.send(1)) {
            refused = true;
            door.table().refused(session, outgoing);
        }
    }

    /** As many as there were lately, and one more to see whether there are more now: to ask in vain costs a call. */
    @Override
    public void ready(int events) {
        int got = 0;
        while (got < expected && !closed) {
            long length = worker.replies.receive(fd, door.descriptor());
            if (length == -ECONNREFUSED) {
                door.table().refused(session, Unsent.NOTHING);
            } else if (length < 0) { // nothing there, or trouble on the way, which is as if a datagram were lost
                expected = Math.max(1, got);
                return;
            } else {
                got++;
                if (session.mayAnswer((int) length)) {
                    worker.replies.to(session.origin(), length);
                    door.table().response(session, (int) length);
                }
            }
        }
        expected = Math.min(TURN, got + 1);
    }

    @Override
    public void close() {
        closed = true;
        if (!refused && !outgoing.isEmpty()) {
            boolean _ = outgoing.send(1);
        }
        worker.discard(fd);
    }
}
