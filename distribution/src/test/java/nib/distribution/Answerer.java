package nib.distribution;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of datagrams: sends back what it got, and remembers from whom. */
final class Answerer implements Closeable {
    final AtomicInteger received = new AtomicInteger();
    final List<SocketAddress> clients = Collections.synchronizedList(new ArrayList<>());
    private final DatagramSocket socket;
    private final InetSocketAddress local;
    private final boolean answers;
    private final Thread serving;

    private Answerer(String host, int port, boolean answers) throws IOException {
        this.answers = answers;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(host), port));
        local = (InetSocketAddress) socket.getLocalSocketAddress();
        socket.setReceiveBufferSize(4 << 20);
        socket.setSendBufferSize(4 << 20);
        serving = Thread.ofPlatform().daemon().start(this::serve);
    }

    static Answerer at(String host) throws IOException {
        return new Answerer(host, 0, true);
    }

    static Answerer at(String host, int port) throws IOException {
        return new Answerer(host, port, true);
    }

    /** One that only listens. */
    static Answerer silent(String host) throws IOException {
        return new Answerer(host, 0, false);
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!socket.isClosed()) {
            try {
                packet.setLength(65_536);
                socket.receive(packet);
                received.incrementAndGet();
                clients.add(packet.getSocketAddress());
                if (answers) {
                    socket.send(packet);
                }
            } catch (IOException e) {
                // the end, or somebody who is not there any more
            }
        }
    }

    int port() {
        return local.getPort();
    }

    /** As a configuration writes it. */
    String address() {
        String host = local.getAddress().getHostAddress();
        return "udp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** Sends to a client of its, whether it asked or not. */
    void send(SocketAddress to, byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    /** When it returns, nobody listens there any more: whoever still waits for a datagram keeps the port open. */
    @Override
    public void close() {
        socket.close();
        try {
            serving.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client on any port of an address. */
    static DatagramSocket client(String host) throws IOException {
        DatagramSocket client = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(host), 0));
        client.setSoTimeout(Visits.TIMEOUT_MILLIS);
        client.setReceiveBufferSize(4 << 20);
        return client;
    }

    static void send(DatagramSocket client, InetSocketAddress to, byte[] bytes) throws IOException {
        client.send(new DatagramPacket(bytes, bytes.length, to));
    }

    /** The next datagram, which must come from there. */
    static byte[] receive(DatagramSocket client, InetSocketAddress from) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        client.receive(packet);
        if (!packet.getSocketAddress().equals(from)) {
            throw new AssertionError("it came from " + packet.getSocketAddress() + ", not from " + from);
        }
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** Asks, and returns what is answered. */
    static byte[] ask(DatagramSocket client, InetSocketAddress server, byte[] bytes) throws IOException {
        send(client, server, bytes);
        return receive(client, server);
    }

    static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }
}
