package nib.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import nib.api.Address;
import nib.spi.Transport;
import nib.spi.Wire;

/** A TCP connection. */
final class TcpWire implements Wire {
    /** How much of what nobody has read is thrown away so that {@link #close} stays polite. */
    private static final int LEFTOVERS = 256 * 1024;

    final SocketChannel channel;
    private final Address local;
    private final Address remote;
    private final ReentrantLock reading = new ReentrantLock();

    private TcpWire(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.local = Address.Inet.of((InetSocketAddress) channel.getLocalAddress());
        this.remote = Address.Inet.of((InetSocketAddress) channel.getRemoteAddress());
    }

    /** A wire over a connected channel; an exception leaves the channel to the caller. */
    static TcpWire over(SocketChannel channel, Transport.Options options) throws IOException {
        if (options.noDelay()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        if (options.keepAlive()) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
        return new TcpWire(channel);
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

    @Override
    public void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // closed before, perhaps by another thread: there is nothing left to cut
        }
        end();
    }

    /**
     * What came and was never read would turn the FIN into a RST, and a RST takes along what is still to be delivered
     * (RFC 2525, section 2.17). So it is thrown away first, as far as it is there.
     */
    @Override
    public void close() {
        if (channel.isOpen() && reading.tryLock()) {
            try {
                skim();
            } catch (IOException e) {
                // the other side cut the connection or we did: either way there is nothing to be polite about
            } finally {
                reading.unlock();
            }
        }
        end();
    }

    private void skim() throws IOException {
        int skimmed = 0;
        int waiting = channel.socket().getInputStream().available();
        while (waiting > 0 && skimmed < LEFTOVERS) {
            skimmed += Math.max(channel.read(ByteBuffer.allocate(Math.min(waiting, LEFTOVERS))), 0);
            waiting = channel.socket().getInputStream().available();
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
