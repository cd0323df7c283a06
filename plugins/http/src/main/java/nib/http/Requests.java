package nib.http;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of requests and edits the head of each. What is not a head passes unchanged. For one thread, but for
 * {@link #answered}.
 *
 * <pre>
 *   HEAD --empty line--> edited --> BODY --its end--> HEAD ...
 *                           \--asks to switch--> HELD --the server does--> PASSING
 *                                                  \--it does not--> HEAD
 * </pre>
 *
 * Only the first request may ask to switch to another protocol, since its answer is the first that comes; the wish of a
 * later one is taken out.
 */
final class Requests {
    /** The longest head, in bytes. */
    static final int LONGEST = 64 * 1024;

    private static final int FIRST_SIZE = 1024;
    private static final int TOO_LARGE = 431;
    private static final int NOT_ALLOWED = 405;
    private static final String SWITCH = "Upgrade";

    private final Consumer<Head> editor;
    private byte[] head = new byte[FIRST_SIZE];
    private int length;
    private @Nullable Body body;
    private boolean first = true;
    private boolean passing;
    private volatile boolean held;

    Requests(Consumer<Head> editor) {
        this.editor = editor;
    }

    /** Whether everything waits for what the server answers. */
    boolean isHeld() {
        return held;
    }

    /** Whether nothing has been sent on yet. */
    boolean isUntouched() {
        return first;
    }

    /** The server has answered the request that asked to switch. Any thread. */
    void answered(boolean switches) {
        passing = switches;
        held = false;
    }

    /**
     * Takes bytes of the client.
     *
     * @param out where goes what is to be sent on
     * @return how many were taken: fewer than there are when it is held
     */
    int take(byte[] in, int from, int to, ByteArrayOutputStream out) throws Malformed {
        int at = from;
        while (at < to && !held) {
            if (passing) {
                out.write(in, at, to - at);
                return to - from;
            }
            Body now = body;
            if (now == null) {
                at = head(in, at, to, out);
            } else {
                int some = now.take(in, at, to);
                out.write(in, at, some);
                at += some;
                body = now.isDone() ? null : now;
            }
        }
        return at - from;
    }

    /** Up to the end of the head, if that is there. */
    private int head(byte[] in, int from, int to, ByteArrayOutputStream out) throws Malformed {
        for (int at = from; at < to; at++) {
            put(in[at]);
            if (isLine(2) && length == 2) {
                length = 0; // an empty line before a request, RFC 9112 section 2.2
            } else if (isLine(4)) {
                complete(out);
                return at + 1;
            }
        }
        return to;
    }

    private void put(byte one) throws Malformed {
        if (length == LONGEST) {
            throw new Malformed(TOO_LARGE, "a head of more than " + LONGEST + " bytes");
        }
        if (length == head.length) {
            head = Arrays.copyOf(head, Math.min(LONGEST, 2 * length));
        }
        head[length++] = one;
    }

    /** Whether the last bytes are one or two ends of lines. */
    private boolean isLine(int bytes) {
        if (length < bytes) {
            return false;
        }
        for (int i = 1; i <= bytes; i++) {
            if (head[length - i] != (i % 2 == 1 ? '\n' : '\r')) {
                return false;
            }
        }
        return true;
    }

    private void complete(ByteArrayOutputStream out) throws Malformed {
        Head request = Head.parse(head, length);
        if (request.isConnect()) {
            throw new Malformed(NOT_ALLOWED, "CONNECT is for proxies that clients know");
        }
        Body next = Body.of(request);
        boolean switches = !request.values(SWITCH).isEmpty() && first && next.isDone();
        if (!switches) {
            request.remove(SWITCH);
        }
        editor.accept(request);
        out.writeBytes(request.bytes());
        length = 0;
        body = next.isDone() ? null : next;
        first = false;
        held = switches;
    }
}
