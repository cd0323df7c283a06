package nib.unixgramlinux;

import static nib.linux.Errno.EAGAIN;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import nib.api.Address;
import nib.api.Client;
import nib.api.Credentials;
import nib.api.Fact;
import nib.linux.Call;
import nib.linux.Descriptors;
import nib.linux.Epoll;
import nib.linux.Errno;
import nib.linux.Mailbox;
import nib.linux.Option;
import nib.linux.Options;
import nib.linux.SocketAddress;
import nib.linux.Sockets;
import nib.linux.Wakeup;
import nib.spi.BoundFile;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** A bound socket, and its file if its name is one. For one thread, but for {@link #wake}. */
final class Inbox implements Closeable {
    /** No datagram is longer, unless somebody has raised net.core.wmem_max. */
    private static final int LONGEST = 256 * 1024;

    final Address.Unix local;
    final Call call;
    private final Arena arena;
    private final int fd;
    private final @Nullable BoundFile file;
    private final Mailbox mailbox;
    private final ByteBuffer bytes;
    private final Epoll epoll;
    private final Wakeup wakeup;

    private Inbox(Arena arena, Call call, int fd, Address.Unix local, @Nullable BoundFile file) throws IOException {
        this.arena = arena;
        this.call = call;
        this.fd = fd;
        this.local = local;
        this.file = file;
        this.mailbox = new Mailbox(arena, LONGEST);
        this.bytes = mailbox.payload().asByteBuffer();
        this.epoll = Epoll.open(call, arena, 2);
        this.wakeup = Wakeup.open(call);
        epoll.add(fd, Epoll.EPOLLIN, 0);
        epoll.add(wakeup.descriptor(), Epoll.EPOLLIN, 1);
    }

    @SuppressWarnings("MustBeClosed") // close() does
    static Inbox bind(Address.Unix address, Transport.SocketFile wish) throws IOException {
        Arena arena = Arena.ofShared();
        Call call = new Call(arena);
        int fd = -1;
        BoundFile file = null;
        try {
            fd = Sockets.socket(call, Sockets.AF_UNIX, Sockets.SOCK_DGRAM);
            Options.set(call, fd, Option.SO_PASSCRED, 1); // before the first can come
            boolean named = address.path().startsWith("/");
            if (named) {
                BoundFile.removeStale(Path.of(address.path()));
            }
            Sockets.bind(call, fd, SocketAddress.of(arena, address));
            if (named) {
                file = BoundFile.of(Path.of(address.path()));
                file.adorn(wish);
            }
            return new Inbox(arena, call, fd, address, file);
        } catch (IOException e) {
            if (file != null) {
                file.remove();
            }
            if (fd >= 0) {
                Descriptors.close(call, fd);
            }
            arena.close();
            throw new IOException("cannot listen on unixgram:" + address.path() + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
    }

    /** Waits until there is something, or {@link #wake}. */
    void await() {
        epoll.await(-1);
        wakeup.drain(call);
    }

    void wake() {
        wakeup.wake();
    }

    /**
     * The next datagram: who sent it, as the kernel vouches for; null if there is none.
     *
     * @throws IOException for trouble that may pass
     */
    @Nullable Client receive(String listener) throws IOException {
        long length = mailbox.receive(call, fd);
        if (length == -EAGAIN) {
            return null;
        }
        if (length < 0) {
            throw new IOException(Errno.describe((int) -length));
        }
        bytes.clear().limit((int) Math.min(length, LONGEST));
        Client client = new Client(listener, sender(), local);
        if (mailbox.hasCredentials()) {
            nib.linux.Credentials user = mailbox.credentials();
            client.learn(
                    Fact.CREDENTIALS,
                    new Credentials(
                            Integer.toUnsignedLong(user.uid()), Integer.toUnsignedLong(user.gid()), user.pid()));
        }
        return client;
    }

    /** Without a name for who has none, or one that no configuration could say. */
    private Address sender() {
        try {
            return mailbox.sender().address();
        } catch (IllegalArgumentException e) {
            return new Address.Unix("");
        }
    }

    /** The bytes of the last datagram, whole. */
    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** From now on nobody finds it. */
    void hide() {
        if (file != null) {
            file.remove();
        }
    }

    @Override
    public void close() {
        hide();
        epoll.close();
        wakeup.close();
        Descriptors.close(call, fd);
        arena.close();
    }
}
