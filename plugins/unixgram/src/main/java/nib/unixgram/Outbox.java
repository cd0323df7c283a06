package nib.unixgram;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jnr.unixsocket.UnixDatagramChannel;
import nib.api.Client;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Lease;

/** Sends each datagram to a server, from a socket without a name: nobody can answer. For one thread. */
final class Outbox implements Closeable {
    /** How long a server may take to make room before another is asked; meanwhile senders wait, as they would for it. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

    private final UnixDatagramChannel channel;

    Outbox() throws IOException {
        channel = UnixDatagramChannel.open();
        channel.configureBlocking(false);
    }

    /** Asks one server after the other; when nobody takes it, the datagram is lost, as datagrams are. */
    void send(Desk desk, Client client, ByteBuffer datagram) {
        Decision decision = desk.route(client);
        while (decision instanceof Lease lease) {
            ByteBuffer whole = whole(lease, datagram);
            int length = whole.remaining();
            try {
                post(lease, whole);
                lease.answered();
                desk.routed(lease, 1, length);
                return;
            } catch (IOException | IllegalArgumentException e) {
                decision = lease.failed(blame(e), "cannot send to " + lease.address() + ": " + e.getMessage());
            }
        }
    }

    private static ByteBuffer whole(Lease lease, ByteBuffer datagram) {
        if (lease.preambleMost() == 0 || !lease.preambleOnEvery()) {
            return datagram.duplicate();
        }
        ByteBuffer both = ByteBuffer.allocate(lease.preambleMost() + datagram.remaining());
        lease.preamble(both);
        return both.put(datagram.duplicate()).flip();
    }

    private void post(Lease lease, ByteBuffer whole) throws IOException {
        long begin = System.nanoTime();
        while (true) {
            try {
                channel.send(whole.duplicate(), Names.of(lease.address()));
                return;
            } catch (IOException e) {
                if (!Inbox.says(e, "temporarily unavailable") || System.nanoTime() - begin > PATIENCE) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** A full server is well; what is not known is ours. */
    private static Lease.Blame blame(Exception e) {
        boolean gone = e instanceof IOException io
                && (Inbox.says(io, "refused") || Inbox.says(io, "no such file") || Inbox.says(io, "reset"));
        return gone ? Lease.Blame.SERVER : Lease.Blame.LOCAL;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
