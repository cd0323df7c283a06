package nib.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import nib.api.Address;
import nib.spi.LocalFailure;
import org.jspecify.annotations.Nullable;

/**
 * Says whose fault a failure was, and says it in words for an operator. What the JDK throws, as seen on Linux:
 *
 * <pre>
 *   socket    no descriptors, no memory            SocketException         ours, exhausted
 *             no IPv6 here                         Unsupported...          ours
 *   bind      in use, not our address, forbidden   BindException           ours
 *   connect   refused, no answer to any SYN        ConnectException        the server's
 *             its host is unreachable              NoRouteToHostException  the server's
 *             our time is over                     SocketTimeoutException  the server's
 *             cut in the middle                    SocketException         the server's
 *             no port left, forbidden              BindException           ours
 *             network unreachable, forbidden       SocketException         ours
 *             no buffers                           SocketException         ours, exhausted
 *   accept    no descriptors, no memory            IOException             ours, exhausted
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
                ? ours(what + ": this machine does not speak that version of IP", false, e)
                : ours(what + ": " + text(e), true, e);
    }

    /** Cannot listen. */
    static LocalFailure listening(Address.Inet address, IOException e) {
        String why = switch (cause(e)) {
            case "in use" -> "address already in use, somebody else listens there";
            case "not ours" -> "not an address of this machine";
            case "forbidden" -> "permission denied, low ports need a privilege";
            default -> text(e);
        };
        return ours("cannot listen on " + address + ": " + why, exhausted(e), e);
    }

    /** Cannot accept. A descriptor is the one thing an accept needs, so that is what is missing. */
    static LocalFailure accepting(Address local, IOException e) {
        return ours("cannot accept on " + local + ": " + text(e), true, e);
    }

    /** Cannot bind to the source address. */
    static LocalFailure leaving(Address.Inet source, Address.Inet server, IOException e) {
        String why = switch (cause(e)) {
            case "in use" -> source.port() == 0 ? "no port is left there" : "address already in use";
            case "not ours" -> "not an address of this machine";
            default -> text(e);
        };
        return ours("cannot connect to " + server + " from " + source + ": " + why, exhausted(e), e);
    }

    /** Cannot connect between IPv4 and IPv6. */
    static LocalFailure families(Address.Inet source, Address.Inet server) {
        String what = "cannot connect to " + server + " from " + source + ": one is IPv4, the other IPv6";
        return ours(what, false, new BindException(what));
    }

    /** Cannot connect: ours or the server's. */
    static IOException connecting(Address.Inet server, int millis, IOException e) {
        return switch (e) {
            case SocketTimeoutException timeout -> theirs(server + " did not answer within " + millis + " ms", e);
            case ConnectException refused -> theirs(refusal(server, refused), e);
            case NoRouteToHostException unreachable -> theirs(server + " is unreachable: " + text(e), e);
            case BindException bind
            when cause(e).equals("not ours") ->
                ours("cannot connect to " + server + ": no local port is left", false, e);
            case SocketException other
            when cause(e).equals("cut") -> theirs(server + " cut the connection while it was made", e);
            case SocketException other -> ours("cannot connect to " + server + ": " + text(e), exhausted(e), e);
            default -> theirs("cannot connect to " + server + ": " + text(e), e);
        };
    }

    private static String refusal(Address.Inet server, ConnectException e) {
        return text(e).toLowerCase(Locale.ROOT).contains("timed out")
                ? server + " did not answer"
                : server + " refused the connection";
    }

    /** The cause where the class of the exception does not tell: by the words of strerror(3). */
    private static String cause(Exception e) {
        String text = text(e).toLowerCase(Locale.ROOT);
        if (text.contains("in use")) {
            return "in use";
        } else if (text.contains("assign requested")) {
            return "not ours";
        } else if (text.contains("permi")) {
            return "forbidden";
        } else if (text.contains("reset") || text.contains("host is down")) {
            return "cut";
        }
        return "";
    }

    private static boolean exhausted(Exception e) {
        String text = text(e).toLowerCase(Locale.ROOT);
        return text.contains("too many open files") || text.contains("no buffer") || text.contains("allocate memory");
    }

    private static String text(Exception e) {
        @Nullable String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static LocalFailure ours(String message, boolean exhausted, Exception e) {
        return new LocalFailure(message, exhausted, e);
    }

    private static IOException theirs(String message, IOException e) {
        return new IOException(message, e);
    }
}
