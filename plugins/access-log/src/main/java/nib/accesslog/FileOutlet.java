package nib.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nib.spi.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a file, and to a new one of that name when the file was moved away or removed: that is how logs are
 * rotated, without a signal.
 */
final class FileOutlet implements Outlet {
    private static final long SELDOM = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    private static final FileAttribute<?> MODE_0640 =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

    private final Path path;
    private final Clock clock;
    private FileChannel file;
    private @Nullable Object identity;
    private long looked;
    private boolean torn;

    /**
     * Opens the file, or makes it.
     *
     * @throws IOException with a message for the operator
     */
    FileOutlet(Path path, Clock clock) throws IOException {
        this.path = path;
        this.clock = clock;
        this.file = append(path);
        this.identity = identity(path);
        this.looked = clock.nanos();
    }

    @Override
    public void follow() throws IOException {
        long now = clock.nanos();
        if (now - looked < SELDOM) {
            return;
        }
        looked = now;
        if (!Files.exists(path) || !Objects.equals(identity, identity(path))) {
            FileChannel next = append(path);
            file.close();
            file = next;
            identity = identity(path);
            torn = false;
        }
    }

    /** A page that was only written in part, because the disk was full, has left a line without an end. */
    @Override
    public void write(ByteBuffer page) throws IOException {
        int length = page.remaining();
        try {
            if (torn) {
                file.write(ByteBuffer.wrap(new byte[] {'\n'}));
                torn = false;
            }
            while (page.hasRemaining()) {
                file.write(page);
            }
        } catch (IOException e) {
            torn |= page.hasRemaining() && page.remaining() < length;
            throw new IOException("cannot write to " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static FileChannel append(Path path) throws IOException {
        try {
            return FileChannel.open(path, APPEND, MODE_0640);
        } catch (UnsupportedOperationException e) {
            return FileChannel.open(path, APPEND); // a file system without modes
        } catch (IOException e) {
            throw new IOException("cannot write to " + path + ": " + why(e), e);
        }
    }

    private static @Nullable String why(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "its folder does not exist";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage();
        };
    }

    /** Device and inode, or nothing where the file system has no such thing. */
    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
