package nib.spi;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * The file of a Unix socket that somebody has bound, for transports and engines that bind paths. Unix only; any thread.
 *
 * @param key device and inode: which file it is, whatever is called so later
 */
public record BoundFile(Path path, Object key) {
    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    /** The file that is there now. */
    public static BoundFile of(Path path) throws IOException {
        return new BoundFile(
                path,
                Objects.requireNonNull(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey()));
    }

    /**
     * Takes away the file of a socket that nobody has bound any more, which a killed process leaves behind. Nothing there is
     * fine.
     *
     * @throws FileSystemException with a reason for the operator if there is something else
     */
    public static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        BoundFile found = of(path);
        if (((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & TYPE) != SOCKET) {
            throw failure(path, "there is a file which is no socket; it is left alone");
        }
        if (isBound(path)) {
            throw failure(path, "address already in use, somebody else listens there");
        }
        found.remove();
    }

    /**
     * Only a refusal says that nobody is there: a full queue, no permission, or a socket of another type, which no stream
     * can be had from, are somebody's; connect(2).
     */
    private static boolean isBound(Path path) throws IOException {
        try (SocketChannel question = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            question.configureBlocking(false);
            question.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (SocketException e) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Removes it unless another has taken its place. What cannot be removed is found stale by the next start. */
    public void remove() {
        try {
            if (of(path).key.equals(key)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // somebody was quicker, or has changed the permissions of the folder
        }
    }

    /**
     * Makes it what it is to be. Owner and group come first: changing them takes bits from the mode.
     *
     * @throws FileSystemException with a reason for the operator, such as a user that does not exist
     */
    public void adorn(Transport.SocketFile wish) throws IOException {
        PosixFileAttributeView file = Objects.requireNonNull(
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
        UserPrincipalLookupService all = path.getFileSystem().getUserPrincipalLookupService();
        String group = wish.group();
        if (group != null) {
            try {
                file.setGroup(all.lookupPrincipalByGroupName(group));
            } catch (UserPrincipalNotFoundException e) {
                throw failure(path, "there is no group named " + group);
            }
        }
        String owner = wish.owner();
        if (owner != null) {
            try {
                file.setOwner(all.lookupPrincipalByName(owner));
            } catch (UserPrincipalNotFoundException e) {
                throw failure(path, "there is no user named " + owner);
            }
        }
        if (wish.mode() >= 0) {
            // Not by the view: a path of a socket cannot be opened, and only chmod(2) on the name works.
            Files.setPosixFilePermissions(path, permissions(wish.mode()));
        }
    }

    private static FileSystemException failure(Path path, String reason) {
        return new FileSystemException(path.toString(), null, reason);
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
