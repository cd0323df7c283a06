package nib.unixgram;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import nib.spi.Transport;

/**
 * What a bound socket leaves in a folder.
 *
 * @param key device and inode: which file it is, whatever is called so now
 */
record SocketFile(Path path, Object key) {
    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    static SocketFile of(Path path) throws IOException {
        return new SocketFile(
                path,
                Objects.requireNonNull(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey()));
    }

    /**
     * Takes away the file of a socket that nobody has bound any more.
     *
     * @throws IOException if there is something else
     */
    static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        SocketFile found = of(path);
        if (((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & TYPE) != SOCKET) {
            throw new IOException("there is a file which is no socket; it is left alone");
        }
        if (isAnswered(path)) {
            throw new IOException("address already in use, somebody else listens there");
        }
        found.remove();
    }

    /** A stream cannot be had from a socket of datagrams, but only where nobody has bound it, it is refused, connect(2). */
    private static boolean isAnswered(Path path) throws IOException {
        try (SocketChannel question = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            question.configureBlocking(false);
            question.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Removes it unless another has taken its place; what cannot be removed is found stale by the next start. */
    void remove() {
        try {
            if (of(path).key.equals(key)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // somebody was quicker, or has changed the permissions of the folder
        }
    }

    /** Owner and group come first: changing them takes bits from the mode. */
    void adorn(Transport.SocketFile wish) throws IOException {
        PosixFileAttributeView file = Objects.requireNonNull(
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
        UserPrincipalLookupService all = path.getFileSystem().getUserPrincipalLookupService();
        String group = wish.group();
        if (group != null) {
            file.setGroup(all.lookupPrincipalByGroupName(group));
        }
        String owner = wish.owner();
        if (owner != null) {
            file.setOwner(all.lookupPrincipalByName(owner));
        }
        if (wish.mode() >= 0) {
            Files.setPosixFilePermissions(path, permissions(wish.mode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] all = PosixFilePermission.values(); // from the owner's read, bit 8, to others' execute
        Set<PosixFilePermission> some = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            if ((mode & (1 << (all.length - 1 - i))) != 0) {
                some.add(all[i]);
            }
        }
        return some;
    }
}
