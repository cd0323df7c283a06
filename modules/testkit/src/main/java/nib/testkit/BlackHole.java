package nib.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import nib.api.Address;
import nib.api.Ip;

/**
 * An address on loopback that answers no connect, as behind a firewall that drops: it listens, accepts nobody, and its
 * queue is full. On systems that refuse in that case it is none.
 */
public final class BlackHole implements Closeable {
    private static final int MOST = 200;
    private static final int PATIENCE = 250;

    private final ServerSocket listening;
    private final List<Socket> queue = new ArrayList<>();

    private BlackHole(Ip at) throws IOException {
        listening = new ServerSocket(0, 1, at.toInet());
        for (int i = 0; i < MOST && comesIn(); i++) {
            // fills the queue
        }
    }

    /** A hole at 127.0.0.1. */
    public static BlackHole open() {
        return open(Ip.parse("127.0.0.1"));
    }

    /** A hole at that address of this machine. */
    public static BlackHole open(Ip at) {
        try {
            return new BlackHole(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public Address.Inet address() {
        return Address.Inet.of((InetSocketAddress) listening.getLocalSocketAddress());
    }

    private boolean comesIn() throws IOException {
        Socket client = new Socket();
        queue.add(client);
        try {
            client.connect(listening.getLocalSocketAddress(), PATIENCE);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket client : queue) {
            client.close();
        }
    }
}
