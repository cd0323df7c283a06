package nib.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import nib.api.Address;
import nib.spi.Wire;

/** A wire over a socket, for real peers. */
final class SocketWire implements Wire {
    private final Socket socket;

    SocketWire(Socket socket) {
        this.socket = socket;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        byte[] piece = new byte[into.remaining()];
        int read = socket.getInputStream().read(piece);
        if (read > 0) {
            into.put(piece, 0, read);
        }
        return read;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        byte[] piece = new byte[from.remaining()];
        from.get(piece);
        socket.getOutputStream().write(piece);
    }

    @Override
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // gone before
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // gone before
        }
    }

    @Override
    public Address local() {
        return Address.Inet.of((java.net.InetSocketAddress) socket.getLocalSocketAddress());
    }

    @Override
    public Address remote() {
        return Address.Inet.of((java.net.InetSocketAddress) socket.getRemoteSocketAddress());
    }
}
