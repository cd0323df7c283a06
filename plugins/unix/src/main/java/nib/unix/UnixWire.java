package nib.unix;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import nib.api.Address;
import nib.api.Client;
import nib.api.Fact;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Unix streams. They know no reset of their own: a peer reads one only where it was closed on while bytes
 * of its were unread, unix(7). What was sent before is not lost by it.
 */
final class UnixWire implements Wire {
    private final SocketChannel channel;
    private final Address local;
    private final Address remote;
    private final ReentrantLock reading = new ReentrantLock();

    /** A wire over a connected channel; an exception leaves the channel to the caller. */
    UnixWire(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.local = address(channel.getLocalAddress());
        this.remote = address(channel.getRemoteAddress());
    }

    /** Without a name for who has not bound its socket, as clients do not. */
    static Address address(@Nullable SocketAddress address) {
        return new Address.Unix(
                address instanceof UnixDomainSocketAddress unix ? unix.getPath().toString() : "");
    }

    @Override
    public void introduce(Client client) {
        Peers.of(channel).ifPresent(peer -> client.learn(Fact.CREDENTIALS, peer));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        reading.lock();
        try {
            return channel.read(into);
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    /** What is unread stays so, and the peer reads a reset; where everything was read, it reads an end. */
    @Override
    public void reset() {
        end();
    }

    /** What is there and was never read would make a reset of the end: it is thrown away, as far as that is quick. */
    @Override
    public void close() {
        if (channel.isOpen() && reading.tryLock()) {
            try {
                skim();
            } catch (IOException e) {
                // the other side has gone or we have: either way there is nothing to be polite about
            } finally {
                reading.unlock();
            }
        }
        end();
    }

    /** Nobody else reads now, so the channel may stop blocking; whoever writes is ended all the same. */
    private void skim() throws IOException {
        channel.configureBlocking(false);
        ByteBuffer dustbin = ByteBuffer.allocate(16 * 1024);
        for (int i = 0; i < 16 && channel.read(dustbin.clear()) > 0; i++) {
            // nobody wants it
        }
    }

    private void end() {
        try {
            channel.close();
        } catch (IOException e) {
            // the descriptor is gone all the same (close(2)), and nobody could do anything about the rest
        }
    }

    @Override
    public Address local() {
        return local;
    }

    @Override
    public Address remote() {
        return remote;
    }

    @Override
    public String toString() {
        return local + " - " + remote;
    }
}
