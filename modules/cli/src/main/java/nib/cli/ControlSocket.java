package nib.cli;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening end of the control socket: a file that only its owner may use, and only for as long as we listen. */
final class ControlSocket implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger("nib");

    private final Path path;
    private final ServerSocketChannel channel;
    private final UserPrincipal owner;
    private final @Nullable Object file;

    private ControlSocket(Path path, ServerSocketChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.owner = Files.getOwner(path);
        this.file = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /**
     * Lets the JDK load what its Unix sockets need, beside whatever the caller does next: it looks for a source of
     * random names among the security providers, which takes 20 ms of a start.
     */
    static void warmUp() {
        Thread.ofPlatform().daemon().name("nib-warm-up").start(() -> {
            try {
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
            } catch (IOException | UnsupportedOperationException e) {
                // whoever needs it will be told
            }
        });
    }

    /** Listens where it was asked to. */
    static ControlSocket at(Path path) throws Refusal {
        try {
            return bind(path);
        } catch (IOException e) {
            throw new Refusal(Exit.CANNOT_START, "no control socket at " + path + ": " + e.getMessage());
        }
    }

    /** Listens at a usual place; if there is none to be had, that is logged and no reason to do without clients. */
    static Optional<ControlSocket> usual(Map<String, String> environment) {
        Optional<Path> place = new ControlPath(environment).free();
        try {
            return place.isEmpty() ? Optional.empty() : Optional.of(bind(place.get()));
        } catch (IOException e) {
            LOG.warn("no control socket at {}: {}; name another place with --control", place.get(), e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Listens. The file is made beside its place and moved there when its rights are right; what is there already is
     * replaced only if it is a socket on which nobody answers.
     *
     * @throws IOException with a message for the operator
     */
    private static ControlSocket bind(Path path) throws IOException {
        refuseIfTaken(path);
        Path part = path.toAbsolutePath()
                .resolveSibling("." + ProcessHandle.current().pid());
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.deleteIfExists(part);
            channel.bind(UnixDomainSocketAddress.of(part));
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            return new ControlSocket(path, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private static void refuseIfTaken(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("there is a file that is no socket");
        }
        try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            return; // left behind by a process that is no more
        }
        throw new IOException("another process answers there");
    }

    /** Waits for the next caller. */
    SocketChannel accept() throws IOException {
        return channel.accept();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether the other end runs as the same user as we do, or as root; whoever the file would let in. */
    boolean trusts(SocketChannel caller) throws IOException {
        UserPrincipal user = caller.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return user.equals(owner)
                || user.equals(
                        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0"));
    }

    Path path() {
        return path;
    }

    /** Stops listening and removes the file, unless another process has put its own there. */
    @Override
    public void close() {
        try {
            channel.close();
            if (Objects.equals(
                    file, Files.readAttributes(path, BasicFileAttributes.class).fileKey())) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // gone already, or it stays and the next to listen there replaces it
        }
    }
}
