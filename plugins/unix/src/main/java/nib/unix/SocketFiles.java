package nib.unix;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import nib.spi.Transport;

/** What a listening socket leaves in a folder. */
final class SocketFiles {
    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private SocketFiles() {}

    /** Which file it is, whatever it is called: device and inode. */
    static Object key(Path path) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey());
    }

    /**
     * Takes away the file of a socket that nobody listens on any more: what a killed process leaves behind.
     *
     * @throws IOException with a message for the operator if it is not that
     */
    static void removeStale(UnixDomainSocketAddress address) throws IOException {
        Path path = address.getPath();
        Object found = key(path);
        if (!isSocket(path)) {
            throw Blame.listening(path, "there is a file which is no socket; it is left alone", null);
        }
        if (isAnswered(address)) {
            throw Blame.listening(path, "address already in use, somebody else listens there", null);
        }
        removeOwn(path, found);
    }

    private static boolean isSocket(Path path) throws IOException {
        return ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & TYPE) == SOCKET;
    }

    /** Only a refusal says that nobody is there: a full queue, another type, no permission are somebody's. */
    private static boolean isAnswered(UnixDomainSocketAddress address) throws IOException {
        try (SocketChannel question = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            question.configureBlocking(false);
            question.connect(address);
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            return Files.exists(address.getPath(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Removes a file unless another has taken its place. */
    static void removeOwn(Path path, Object key) throws IOException {
        try {
            if (key(path).equals(key)) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            // somebody was quicker
        }
    }

    /** Makes the file what it is to be. Owner and group come first: changing them takes bits from the mode. */
    static void adorn(Path path, Transport.SocketFile wish) throws IOException {
        PosixFileAttributeView file = Objects.requireNonNull(
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
        UserPrincipalLookupService all = path.getFileSystem().getUserPrincipalLookupService();
        String group = wish.group();
        if (group != null) {
            try {
                file.setGroup(all.lookupPrincipalByGroupName(group));
            } catch (UserPrincipalNotFoundException e) {
                throw Blame.listening(path, "there is no group named " + group, e);
            }
        }
        String owner = wish.owner();
        if (owner != null) {
            try {
                file.setOwner(all.lookupPrincipalByName(owner));
            } catch (UserPrincipalNotFoundException e) {
                throw Blame.listening(path, "there is no user named " + owner, e);
            }
        }
        if (wish.mode() >= 0) {
            // Not by the view: a path of a socket cannot be opened, and only chmod(2) on the name works.
            Files.setPosixFilePermissions(path, permissions(wish.mode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] all =
                PosixFilePermission.values(); // from the owner's read, bit 8, to others' execute, bit 0
        Set<PosixFilePermission> some = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            if ((mode & (1 << (all.length - 1 - i))) != 0) {
                some.add(all[i]);
            }
        }
        return some;
    }
}
