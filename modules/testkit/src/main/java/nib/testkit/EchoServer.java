package nib.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import nib.api.Address;
import nib.api.Ip;
import org.jspecify.annotations.Nullable;

/**
 * A real TCP server on loopback that sends back what it gets and passes the end of the stream on. It can misbehave in
 * the ways servers do, counts what it sees, and keeps its port while it refuses. One virtual thread a connection.
 */
public final class EchoServer implements Closeable {
    /** How it treats connections that it accepts from now on. */
    public enum Manner {
        /** Sends back what comes; after the client's FIN, its own. */
        ECHO,
        /** Says its name and a line feed first, then {@link #ECHO}. */
        GREET,
        /** Says its name and a line feed, and closes. */
        NAME,
        /** Accepts and does nothing more, not even read. */
        HANG,
        /** Cuts (RST) as soon as it has accepted. */
        RESET
    }

    private final String name;
    private final Address.Inet address;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile Manner manner = Manner.ECHO;
    private volatile boolean closed;
    private @Nullable Listening listening;
    private @Nullable Socket placeholder;

    private EchoServer(String name, Ip at) throws IOException {
        this.name = name;
        this.address = listen(new Address.Inet(at, 0));
    }

    /** A server on 127.0.0.1, on a port that the system chose. */
    public static EchoServer start(String name) {
        return start(name, Ip.parse("127.0.0.1"));
    }

    /** A server on that address, on a port that the system chose. */
    public static EchoServer start(String name, Ip at) {
        try {
            return new EchoServer(name, at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name, as {@link Manner#GREET} says it. */
    public String name() {
        return name;
    }

    /** Where it listens. */
    public Address.Inet address() {
        return address;
    }

    /** Changes how it treats connections that it accepts from now on. */
    public EchoServer manner(Manner manner) {
        this.manner = manner;
        return this;
    }

    /** Connections accepted so far. */
    public long accepted() {
        return accepted.get();
    }

    /** Connections open now. */
    public int open() {
        return open.size();
    }

    /** Bytes read so far. */
    public long received() {
        return received.get();
    }

    /**
     * Waits until so many connections have been accepted in all.
     *
     * @throws AssertionError if it takes longer than ten seconds
     */
    public void awaitAccepted(long count) {
        if (!Deadline.usual().until(() -> accepted() >= count)) {
            throw new AssertionError(name + " accepted " + accepted() + " connections instead of " + count);
        }
    }

    /**
     * Waits until exactly so many connections are open.
     *
     * @throws AssertionError if it takes longer than ten seconds
     */
    public void awaitOpen(int count) {
        if (!Deadline.usual().until(() -> open() == count)) {
            throw new AssertionError(name + " holds " + open() + " connections instead of " + count);
        }
    }

    /** Refuses new connections (RST to a SYN) but keeps its port; what is open stays. */
    public synchronized void refuse() throws IOException {
        if (listening != null) {
            listening.close();
            listening = null;
            // Bound but not listening: nobody else gets the port, and nobody gets in.
            Socket held = new Socket();
            held.setReuseAddress(true);
            held.bind(address.toSocket());
            placeholder = held;
        }
    }

    /** Accepts again after {@link #refuse}. */
    public synchronized void resume() throws IOException {
        if (placeholder != null) {
            placeholder.close();
            placeholder = null;
            listen(address);
        }
    }

    /** Cuts (RST) everything that is open, as a server does that is killed. */
    public void cut() {
        open.forEach(EchoServer::reset);
    }

    /** Refuses, cuts and lets the port go. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (listening != null) {
            listening.close();
        }
        if (placeholder != null) {
            placeholder.close();
        }
        cut();
    }

    private synchronized Address.Inet listen(Address.Inet at) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(at.toSocket(), 1024);
        listening =
                new Listening(socket, Thread.ofVirtual().name(name + "-accept").start(() -> accept(socket)));
        return Address.Inet.of((InetSocketAddress) socket.getLocalSocketAddress());
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                accepted.incrementAndGet();
                Thread.ofVirtual().name(name + "-serve").start(() -> serve(client, manner));
                if (closed) {
                    reset(client);
                }
            }
        } catch (IOException e) {
            // closed: nobody is accepted any more
        }
    }

    private void serve(Socket client, Manner how) {
        try (client) {
            switch (how) {
                case RESET -> reset(client);
                case HANG -> hang(client);
                case NAME -> greet(client);
                case GREET -> {
                    greet(client);
                    echo(client);
                }
                case ECHO -> echo(client);
            }
        } catch (IOException e) {
            // the client or cut() ended it
        } finally {
            open.remove(client);
        }
    }

    private void greet(Socket client) throws IOException {
        client.getOutputStream().write((name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void echo(Socket client) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int n = client.getInputStream().read(buffer);
                n >= 0;
                n = client.getInputStream().read(buffer)) {
            received.addAndGet(n);
            client.getOutputStream().write(buffer, 0, n);
        }
        client.shutdownOutput();
    }

    private static void hang(Socket client) {
        Deadline.in(Duration.ofMinutes(10)).until(client::isClosed);
    }

    private static void reset(Socket client) {
        try {
            client.setSoLinger(true, 0);
            client.close();
        } catch (IOException e) {
            // gone already
        }
    }

    private record Listening(ServerSocket socket, Thread acceptor) implements Closeable {
        /** Returns when the port is free: the descriptor lives as long as a thread waits on it. */
        @Override
        public void close() throws IOException {
            socket.close();
            try {
                acceptor.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
