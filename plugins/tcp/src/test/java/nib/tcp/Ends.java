package nib.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Ip;
import nib.spi.Settings;
import nib.spi.Transport;
import nib.spi.Transport.ConnectTerms;
import nib.spi.Transport.Options;
import nib.spi.Wire;

/** Both ends of one connection: the wire in question, and a plain socket on the other side. */
record Ends(Wire wire, Socket peer) implements Closeable {
    static final Transport TCP = new TcpProvider().create(new Settings.None());

    static Address.Inet at(String ip, int port) {
        return new Address.Inet(Ip.parse(ip), port);
    }

    static ConnectTerms terms(String ip, int port) {
        return new ConnectTerms(at(ip, port), TimeUnit.SECONDS.toNanos(10), null, Options.USUAL);
    }

    static Ends connected() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            Wire wire = TCP.connect(terms("127.0.0.1", server.getLocalPort()));
            Socket peer = server.accept();
            peer.setSoTimeout(10_000);
            return new Ends(wire, peer);
        }
    }

    /** What the operating system has been asked for. */
    static Options options(Wire wire) throws IOException {
        SocketChannel channel = ((TcpWire) wire).channel;
        return new Options(
                channel.getOption(StandardSocketOptions.TCP_NODELAY),
                channel.getOption(StandardSocketOptions.SO_KEEPALIVE));
    }

    /** Sends a RST. */
    void cut() throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    /** Whether the peer reads a RST after everything else. */
    boolean peerIsCut() throws IOException {
        try {
            peer.getInputStream().readAllBytes();
            return false;
        } catch (SocketException e) {
            return "Connection reset".equals(e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
        peer.close();
    }
}
