package nib.epoll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nib.api.Address;
import nib.spi.Forwarder;
import nib.spi.Opening;
import nib.spi.Transport;
import nib.spi.Wire;
import nib.testkit.Deadline;
import nib.testkit.ManualHost;
import org.jspecify.annotations.Nullable;

/** The engine with one worker between real clients and a real server; time is turned by hand. */
final class Street implements AutoCloseable {
    static final Forwarder.Times TIMES = new Forwarder.Times(seconds(10), seconds(350), seconds(60), seconds(30));
    private static final int PATIENCE = (int) Deadline.patience().toMillis();
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    final ManualHost host = new ManualHost();
    final ServerSocket server;
    final Reception desk;
    final EpollEngine engine;
    final Forwarder.Bound bound;
    private final ServerSocketChannel socket;
    private final Forwarder.Terms terms;
    private final List<Socket> sockets = new ArrayList<>();

    Street() {
        this(null);
    }

    /** Ways that are tried before the server. */
    Street(@Nullable Opening opening, Address... before) {
        try {
            server = new ServerSocket(0, 200, HERE);
            Address[] all = Arrays.copyOf(before, before.length + 1);
            all[before.length] = Address.Inet.of((InetSocketAddress) server.getLocalSocketAddress());
            desk = new Reception(all);
            socket = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(HERE, 0), 200);
            terms = new Forwarder.Terms(
                    "web",
                    "tcp",
                    local(socket),
                    200,
                    Transport.Options.USUAL,
                    TIMES,
                    opening,
                    new Forwarder.Datagrams(false, 0, 0, 1),
                    Transport.SocketFile.USUAL);
            engine = new EpollEngine(new EpollSettings(1));
            engine.open(host);
            bound = engine.bind(terms, new HousesSocket(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private static Address local(ServerSocketChannel channel) throws IOException {
        return Address.Inet.of((InetSocketAddress) channel.getLocalAddress());
    }

    /** Lets clients in; or only wakes the workers. */
    Street carry() {
        bound.carry(terms, desk);
        return this;
    }

    /** Lets clients in where one end may be the end of both. */
    Street carry(Forwarder.FastClose fast) {
        bound.carry(
                new Forwarder.Terms(
                        terms.listener(),
                        terms.transport(),
                        terms.address(),
                        terms.backlog(),
                        terms.options(),
                        new Forwarder.Times(TIMES.handshake(), TIMES.idle(), TIMES.halfClosed(), TIMES.tarpit(), fast),
                        terms.opening(),
                        terms.datagrams(),
                        terms.file()),
                desk);
        return this;
    }

    /** Time goes on, and the workers notice. */
    void advance(Duration time) {
        host.clock().advance(time);
        carry();
    }

    /** A client that waits in the queue, or is let in. */
    Socket client() throws IOException {
        Socket client = new Socket();
        sockets.add(client);
        client.connect(socket.getLocalAddress(), PATIENCE);
        client.setSoTimeout(PATIENCE);
        client.setTcpNoDelay(true);
        return client;
    }

    /** What the server sees of the next client. */
    Socket served() throws IOException {
        server.setSoTimeout(PATIENCE);
        Socket served = server.accept();
        sockets.add(served);
        served.setSoTimeout(PATIENCE);
        return served;
    }

    /** Closes this side of everything. */
    void closeClients() throws IOException {
        for (Socket one : sockets) {
            one.close();
        }
    }

    /** Sockets, epoll and eventfd that this process has open. */
    static long descriptors() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(Street::isOfOurKind).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfOurKind(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:") || target.startsWith("anon_inode:[event");
        } catch (IOException e) {
            return false; // the one that reads the folder
        }
    }

    /** Ends everything, and checks that no thread is left and nobody's trouble was the loop's. */
    @Override
    public void close() throws IOException {
        engine.close();
        host.awaitNoThreads();
        socket.close();
        server.close();
        closeClients();
        if (!host.failures().isEmpty()) {
            throw new AssertionError(host.failures().getFirst());
        }
    }

    /** A listening socket as the house lends it. */
    private record HousesSocket(ServerSocketChannel channel) implements Transport.Listening {
        @Override
        public Wire accept(Transport.Options options) {
            throw new AssertionError("the engine accepts");
        }

        @Override
        public Address local() {
            try {
                return Street.local(channel);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            throw new AssertionError("it stays the house's");
        }
    }
}
