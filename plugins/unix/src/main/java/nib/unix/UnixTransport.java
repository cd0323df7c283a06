package nib.unix;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nib.api.Address;
import nib.spi.LocalFailure;
import nib.spi.Transport;
import nib.spi.Wire;

/** Listens and connects with the channels of the JDK, in blocking mode: that parks a virtual thread, not its carrier. */
final class UnixTransport implements Transport {
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(50);

    /** A path. The JDK would take {@code @name} for one too; those names are for engines that know better. */
    @Override
    public boolean reaches(Address address) {
        return address instanceof Address.Unix unix && unix.path().startsWith("/");
    }

    @Override
    public Listening listen(ListenTerms terms) throws IOException {
        return UnixListening.on(path(terms.address()), terms.backlog(), terms.file());
    }

    /**
     * A source address means nothing here: clients of Unix sockets have no names. A listener whose queue is full refuses at
     * once, and nothing tells when it has room again (connect(2), EAGAIN): so it is asked again, with pauses that grow,
     * until the time is over.
     */
    @Override
    public Wire connect(ConnectTerms terms) throws IOException {
        UnixDomainSocketAddress server = path(terms.address());
        long begin = System.nanoTime();
        long pause = SHORTEST;
        while (true) {
            try {
                return new UnixWire(reach(server));
            } catch (IOException e) {
                long left = terms.timeout() - (System.nanoTime() - begin);
                if (!Blame.isFull(e) || left <= 0) {
                    throw e instanceof LocalFailure ? e : Blame.connecting(server, e);
                }
                LockSupport.parkNanos(Math.min(pause, left));
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while waiting for room at " + server);
                }
                pause = Math.min(2 * pause, LONGEST);
            }
        }
    }

    /**
     * Asks once, without waiting: a thread of the system would wait for room for ever. The JDK closes a channel whose
     * connect fails, so each attempt has one of its own.
     */
    private static SocketChannel reach(UnixDomainSocketAddress server) throws IOException {
        SocketChannel channel = open(server);
        try {
            channel.configureBlocking(false);
            channel.connect(server);
            channel.configureBlocking(true);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static SocketChannel open(UnixDomainSocketAddress server) throws IOException {
        try {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException | UnsupportedOperationException e) {
            throw Blame.opening("cannot connect to " + server, e);
        }
    }

    private static UnixDomainSocketAddress path(Address address) throws IOException {
        if (!(address instanceof Address.Unix unix && unix.path().startsWith("/"))) {
            throw new LocalFailure("unix needs the path of a socket, not " + address, false, null);
        }
        try {
            return UnixDomainSocketAddress.of(unix.path());
        } catch (InvalidPathException e) {
            throw new LocalFailure("no file can be named like " + address + " in this locale", false, e);
        }
    }
}
