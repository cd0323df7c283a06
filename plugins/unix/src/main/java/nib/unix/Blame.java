package nib.unix;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import nib.spi.LocalFailure;
import org.jspecify.annotations.Nullable;

/**
 * Says whose fault a failure was, and says it in words for an operator. What the JDK throws, as seen on Linux:
 *
 * <pre>
 *   socket    no descriptors, no memory             SocketException   ours, exhausted
 *   connect   nobody listens at the file            ConnectException  the server's
 *             there is no file                      SocketException   the server's
 *             its queue is full                     SocketException   the server's, after waiting
 *             we may not write it, another type     SocketException   ours
 *   accept    no descriptors, no memory             IOException       ours, exhausted
 * </pre>
 *
 * Where one class stands for several causes, the text of the operating system decides. In a language that is not
 * known here the cause is ours, because a server must not be marked down for it.
 */
final class Blame {
    private Blame() {}

    /** No socket: whatever it was, it was here. */
    static LocalFailure opening(String what, Exception e) {
        return e instanceof UnsupportedOperationException
                ? ours(what + ": this machine has no Unix sockets", false, e)
                : ours(what + ": " + text(e), true, e);
    }

    /** Cannot listen. */
    static LocalFailure listening(Object path, Exception e) {
        String why = switch (e) {
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case NoSuchFileException missing -> "no such file: " + missing.getFile();
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> isMissing(e) ? "its folder does not exist" : text(e);
        };
        return listening(path, why, e);
    }

    /** Cannot listen, for a reason of our own. */
    static LocalFailure listening(Object path, String why, @Nullable Exception e) {
        return new LocalFailure("cannot listen on unix:" + path + ": " + why, e != null && exhausted(e), e);
    }

    /** Cannot accept. A descriptor is the one thing an accept needs, so that is what is missing. */
    static LocalFailure accepting(Object local, IOException e) {
        return ours("cannot accept on " + local + ": " + text(e), true, e);
    }

    /** Cannot connect: ours or the server's. */
    static IOException connecting(Object path, IOException e) {
        String server = "unix:" + path;
        if (e instanceof ConnectException) {
            return new IOException(server + " refused the connection", e);
        } else if (isMissing(e)) {
            return new IOException(server + " does not exist", e);
        } else if (isFull(e)) {
            return new IOException(server + " has a full queue", e);
        } else if (says(e, "reset") || says(e, "broken pipe")) {
            return new IOException(server + " cut the connection while it was made", e);
        }
        return ours("cannot connect to " + server + ": " + text(e), exhausted(e), e);
    }

    /** Whether a listener has no room for another client. */
    static boolean isFull(IOException e) {
        return says(e, "temporarily unavailable");
    }

    private static boolean isMissing(Exception e) {
        return says(e, "no such file") || says(e, "not a directory");
    }

    private static boolean exhausted(Exception e) {
        return says(e, "too many open files") || says(e, "no buffer") || says(e, "allocate memory");
    }

    private static boolean says(Exception e, String words) {
        return text(e).toLowerCase(Locale.ROOT).contains(words);
    }

    private static String text(Exception e) {
        @Nullable String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static LocalFailure ours(String message, boolean exhausted, Exception e) {
        return new LocalFailure(message, exhausted, e);
    }
}
