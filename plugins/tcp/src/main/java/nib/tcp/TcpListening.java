package nib.tcp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import nib.api.Address;
import nib.spi.Transport;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket.
 *
 * <pre>
 *   LISTENING --close: the queue of the system is emptied into ours--> CLOSED
 *   accept:   the next of the system's queue; waits when it is empty
 *   closed:   the next of our queue; fails when it is empty
 * </pre>
 *
 * A listening socket that is closed cuts the clients in its queue, and an accept that waits inside the JDK can be ended
 * only by closing. So the socket does not block: waiting is done beside it, at a selector, which {@link #close} may end
 * whenever it likes. Any thread may enter anywhere; {@code turn} is never held while waiting.
 */
final class TcpListening implements Transport.Listening {
    private final ServerSocketChannel socket;
    private final Selector arrivals;
    private final Address local;
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<SocketChannel> taken = new ArrayDeque<>();

    private TcpListening(ServerSocketChannel socket, Selector arrivals) throws IOException {
        this.socket = socket;
        this.arrivals = arrivals;
        this.local = Address.Inet.of((InetSocketAddress) socket.getLocalAddress());
    }

    static TcpListening on(Address.Inet address, int backlog) throws IOException {
        ServerSocketChannel socket;
        try {
            socket = ServerSocketChannel.open(TcpTransport.family(address));
        } catch (IOException | UnsupportedOperationException e) {
            throw Blame.opening("cannot listen on " + address, e);
        }
        try {
            // A restart must not wait for the last connections of the old process. SO_REUSEPORT is left off, so that a
            // second Nib on this port is told so instead of taking half of the clients.
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(address.toSocket(), backlog);
            socket.configureBlocking(false);
            Selector arrivals = Selector.open();
            socket.register(arrivals, SelectionKey.OP_ACCEPT);
            return new TcpListening(socket, arrivals);
        } catch (IOException e) {
            socket.close();
            throw Blame.listening(address, e);
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
                return TcpWire.over(client, options);
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

    /**
     * Clients are taken over twice: once while others may still come, and once more after the selector, which takes
     * its time, is gone; what remains is the moment between a last empty look and the close of the socket.
     */
    @Override
    public void close() {
        turn.lock();
        try {
            if (socket.isOpen()) {
                takeOver();
                try (socket) {
                    arrivals.close();
                    takeOver();
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
