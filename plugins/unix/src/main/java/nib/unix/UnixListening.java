package nib.unix;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import nib.api.Address;
import nib.spi.BoundFile;
import nib.spi.Transport;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket and its file.
 *
 * <pre>
 *   LISTENING --close: no file, so that nobody comes; the queue of the system is emptied into ours--> CLOSED
 *   accept:   the next of the system's queue; waits when it is empty
 *   closed:   the next of our queue; fails when it is empty
 * </pre>
 *
 * An accept that waits inside the JDK can be ended only by closing. So the socket does not block: waiting is done beside
 * it, at a selector. Any thread may enter anywhere; {@code turn} is never held while waiting.
 */
final class UnixListening implements Transport.Listening {
    private final ServerSocketChannel socket;
    private final Selector arrivals;
    private final BoundFile file;
    private final Address local;
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<SocketChannel> taken = new ArrayDeque<>();

    private UnixListening(ServerSocketChannel socket, Selector arrivals, BoundFile file) throws IOException {
        this.socket = socket;
        this.arrivals = arrivals;
        this.file = file;
        this.local = UnixWire.address(socket.getLocalAddress());
    }

    static UnixListening on(UnixDomainSocketAddress address, int backlog, Transport.SocketFile wish)
            throws IOException {
        Path path = address.getPath();
        ServerSocketChannel socket;
        try {
            socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException | UnsupportedOperationException e) {
            throw Blame.opening("cannot listen on unix:" + path, e);
        }
        BoundFile file = null;
        try {
            bind(socket, address, backlog);
            file = BoundFile.of(path);
            file.adorn(wish);
            socket.configureBlocking(false);
            if (!wish.equals(Transport.SocketFile.USUAL)) {
                sendAway(socket);
            }
            Selector arrivals = Selector.open();
            socket.register(arrivals, SelectionKey.OP_ACCEPT);
            return new UnixListening(socket, arrivals, file);
        } catch (IOException e) {
            socket.close();
            if (file != null) {
                file.remove();
            }
            throw e instanceof nib.spi.LocalFailure ? e : Blame.listening(path, e);
        }
    }

    private static void bind(ServerSocketChannel socket, UnixDomainSocketAddress address, int backlog)
            throws IOException {
        try {
            socket.bind(address, backlog);
        } catch (BindException e) {
            BoundFile.removeStale(address.getPath());
            socket.bind(address, backlog);
        }
    }

    /** Those who came before the file was what it is to be, and might not have come after. */
    private static void sendAway(ServerSocketChannel socket) throws IOException {
        for (SocketChannel early = socket.accept(); early != null; early = socket.accept()) {
            early.close();
        }
    }

    @Override
    public Wire accept(Transport.Options options) throws IOException {
        while (true) {
            SocketChannel client = next();
            if (client == null) {
                await();
                continue;
            }
            try {
                return new UnixWire(client);
            } catch (IOException e) {
                client.close(); // it went before it was served
            }
        }
    }

    private @Nullable SocketChannel next() throws IOException {
        turn.lock();
        try {
            if (socket.isOpen()) {
                return socket.accept();
            }
            SocketChannel waited = taken.poll();
            if (waited == null) {
                throw new ClosedChannelException();
            }
            return waited;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw Blame.accepting(local, e);
        } finally {
            turn.unlock();
        }
    }

    private void await() throws IOException {
        try {
            arrivals.select(key -> {});
        } catch (ClosedSelectorException e) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for clients on " + local);
        }
    }

    @Override
    public Address local() {
        return local;
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (socket.isOpen()) {
                file.remove();
                takeOver();
                try (socket) {
                    arrivals.close();
                    takeOver(); // who was between finding the file and the queue
                }
            }
        } catch (IOException e) {
            // the descriptor is gone all the same (close(2))
        } finally {
            turn.unlock();
        }
    }

    private void takeOver() {
        try {
            for (SocketChannel next = socket.accept(); next != null; next = socket.accept()) {
                taken.add(next);
            }
        } catch (IOException e) {
            // no descriptors: those that still wait are cut by the system, as they would be without us
        }
    }
}
