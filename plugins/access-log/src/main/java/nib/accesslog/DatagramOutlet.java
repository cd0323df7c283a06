package nib.accesslog;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Sends each line to somebody as a datagram of its own; nobody needs to be there. */
final class DatagramOutlet implements Outlet {
    private final DatagramChannel channel;

    /**
     * Looks the name up and makes a socket.
     *
     * @throws IOException with a message for the operator
     */
    DatagramOutlet(String host, int port) throws IOException {
        InetSocketAddress to = new InetSocketAddress(host, port);
        if (to.isUnresolved()) {
            throw new IOException("there is no host called " + host);
        }
        channel = DatagramChannel.open();
        try {
            channel.connect(to);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("cannot send to " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void follow() {
        // it stays where it is
    }

    @Override
    public void write(ByteBuffer page) throws IOException {
        while (page.hasRemaining()) {
            int end = page.position();
            while (end < page.limit() && page.get(end) != '\n') {
                end++;
            }
            ByteBuffer line = page.slice(page.position(), Math.min(end + 1, page.limit()) - page.position());
            page.position(page.position() + line.remaining());
            send(line);
        }
    }

    /** That nobody listened to an earlier one is told at the next, which then has not gone. */
    private void send(ByteBuffer line) throws IOException {
        try {
            channel.write(line.duplicate());
        } catch (java.net.PortUnreachableException e) {
            channel.write(line);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
