package nib.distribution;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives back what it gets, over Unix streams, and ends when its client has. */
final class UnixEcho implements Closeable {
    private final ServerSocketChannel socket;
    private final AtomicInteger accepted = new AtomicInteger();

    private UnixEcho(ServerSocketChannel socket) {
        this.socket = socket;
    }

    static UnixEcho start(Path path, int backlog) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(path), backlog);
        UnixEcho echo = new UnixEcho(socket);
        Thread.ofPlatform().daemon().start(echo::accept);
        return echo;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = socket.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void serve(SocketChannel client) {
        try (client) {
            ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
            while (client.read(buffer.clear()) >= 0) {
                write(client, buffer.flip());
            }
        } catch (IOException e) {
            // its client went
        }
    }

    private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    static void writeAndEnd(SocketChannel to, byte[] bytes) {
        try {
            write(to, ByteBuffer.wrap(bytes));
            to.shutdownOutput();
        } catch (IOException e) {
            // whoever reads finds out
        }
    }

    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
