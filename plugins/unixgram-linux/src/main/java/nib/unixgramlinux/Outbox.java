package nib.unixgramlinux;

import static nib.linux.Errno.EAGAIN;
import static nib.linux.Errno.ECONNREFUSED;
import static nib.linux.Errno.ECONNRESET;
import static nib.linux.Errno.ENOENT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nib.api.Client;
import nib.linux.Call;
import nib.linux.Datagrams;
import nib.linux.Descriptors;
import nib.linux.Errno;
import nib.linux.LinuxException;
import nib.linux.SocketAddress;
import nib.linux.Sockets;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Lease;

/** Sends each datagram to a server, from a socket without a name: nobody can answer. For one thread. */
final class Outbox implements AutoCloseable {
    /** How long a server may take to make room before another is asked; meanwhile senders wait, as they would for it. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

    private final Arena arena = Arena.ofConfined();
    private final SocketAddress server = new SocketAddress(arena);
    private final Call call;
    private final int fd;

    private Outbox(Call call, int fd) {
        this.call = call;
        this.fd = fd;
    }

    static Outbox open(Call call) throws LinuxException {
        return new Outbox(call, Sockets.socket(call, Sockets.AF_UNIX, Sockets.SOCK_DGRAM));
    }

    /** Asks one server after the other; when nobody takes it, the datagram is lost, as datagrams are. */
    void send(Desk desk, Client client, ByteBuffer datagram) {
        Decision decision = desk.route(client);
        while (decision instanceof Lease lease) {
            ByteBuffer whole = whole(lease, datagram);
            int error = post(lease, whole);
            if (error == 0) {
                lease.answered();
                desk.routed(lease, 1, whole.remaining());
                return;
            }
            decision = lease.failed(blame(error), "cannot send to " + lease.address() + ": " + Errno.describe(error));
        }
    }

    private static ByteBuffer whole(Lease lease, ByteBuffer datagram) {
        if (lease.preambleMost() == 0 || !lease.preambleOnEvery()) {
            return datagram;
        }
        ByteBuffer both = ByteBuffer.allocateDirect(lease.preambleMost() + datagram.remaining());
        lease.preamble(both);
        return both.put(datagram.duplicate()).flip();
    }

    /** 0, or the error. A full queue is asked again for a while: nothing tells when it has room. */
    private int post(Lease lease, ByteBuffer whole) {
        server.set(lease.address());
        MemorySegment bytes = MemorySegment.ofBuffer(whole);
        long begin = System.nanoTime();
        while (true) {
            long sent = Datagrams.send(call, fd, bytes, 0, bytes.byteSize(), server);
            if (sent >= 0) {
                return 0;
            }
            if (sent != -EAGAIN || System.nanoTime() - begin > PATIENCE) {
                return (int) -sent;
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** A full server is well; what is not known is ours. */
    private static Lease.Blame blame(int error) {
        return error == ECONNREFUSED || error == ENOENT || error == ECONNRESET ? Lease.Blame.SERVER : Lease.Blame.LOCAL;
    }

    @Override
    public void close() {
        Descriptors.close(call, fd);
        arena.close();
    }
}
