package nib.udplinux;

import java.nio.ByteBuffer;
import nib.datagram.Line;

/**
 * A socket to a server that datagrams of all clients share. That nobody listens at the server is told by the next
 * datagram, as it is by the kernel: the first of a later batch at the latest.
 */
final class Trunk extends Laden implements Line {
    private final Door door;
    private final Worker worker;
    private final int fd;
    private final Outgoing outgoing;
    private boolean refused;

    Trunk(Door door, int fd) {
        this.door = door;
        this.worker = door.worker();
        this.fd = fd;
        this.outgoing = new Outgoing(worker, fd);
    }

    @Override
    public Sent send(ByteBuffer datagram) {
        if (refused) {
            refused = false;
            return Sent.REFUSED;
        }
        if (worker.isRequest(datagram)) {
            outgoing.add(datagram);
            door.laden(this);
            return Sent.DONE;
        }
        flush();
        return Upstream.send(worker, fd, datagram);
    }

    @Override
    void flush() {
        while (!outgoing.isEmpty() && outgoing.send(Worker.BATCH)) {
            refused = true; // the error is gone from the socket now
        }
    }

    @Override
    public void close() {
        flush();
        worker.discard(fd);
    }
}
