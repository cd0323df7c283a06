package nib.sni;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first message of TLS, as far as it tells where a client wants to go: RFC 8446, sections 4.1.2 and 5.1; RFC 6066,
 * section 3 (server_name); RFC 7301, section 3.1 (ALPN). Read over any number of records, up to {@link #MOST} bytes in
 * all. Strict: lengths must fit exactly, a name must be one, and the extensions that are read may come once. What is
 * found wrong in some bytes is found wrong in any more of them, so that it does not matter how they were cut.
 *
 * @param name lower case, without a trailing dot; null if the client did not say
 * @param protocols what ALPN offers, most wanted first, each byte a character
 */
record ClientHello(@Nullable String name, List<String> protocols) implements Reading {
    /** The most bytes, record headers included. */
    static final int MOST = 16 * 1024;
    /** The first byte of TLS. */
    static final byte HANDSHAKE = 22;

    private static final int RECORD_HEAD = 5;
    private static final int LONGEST_RECORD = 16 * 1024;
    private static final int MESSAGE_HEAD = 4;
    private static final int CLIENT_HELLO = 1;
    private static final int RANDOM = 32;
    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;

    /** Reads what has come; the buffer stays as it is. */
    static Reading read(ByteBuffer first) {
        ByteBuffer in = first.slice(first.position(), Math.min(first.remaining(), MOST));
        ByteBuffer message = ByteBuffer.allocate(in.limit());
        try {
            return records(in, message);
        } catch (Unfit e) {
            return new Reading.Malformed(e.why);
        }
    }

    /** Puts the pieces of the message together until it is whole. */
    private static Reading records(ByteBuffer in, ByteBuffer message) {
        while (in.remaining() >= RECORD_HEAD) {
            int type = in.get(in.position());
            int major = in.get(in.position() + 1);
            int length = Short.toUnsignedInt(in.getShort(in.position() + 3));
            check(type == HANDSHAKE && major == 3, "no handshake of TLS");
            check(length > 0 && length <= LONGEST_RECORD, "a record of an impossible length");
            in.position(in.position() + RECORD_HEAD);
            int there = Math.min(length, in.remaining());
            message.put(in.slice(in.position(), there));
            in.position(in.position() + there);
            int missing = missing(message);
            if (missing <= 0) {
                check(missing == 0 && there == length, "something after the ClientHello in its record");
                return hello(message.flip().position(MESSAGE_HEAD));
            }
            check(missing >= length - there, "something after the ClientHello in its record");
            if (there < length) {
                return more(in.position() + length - there);
            }
            if (missing < Integer.MAX_VALUE) {
                int least = in.position() + RECORD_HEAD + missing;
                if (in.remaining() < RECORD_HEAD || least > MOST) {
                    return more(least);
                }
            }
        }
        return more(in.position() + RECORD_HEAD);
    }

    private static Reading more(int bytes) {
        check(bytes <= MOST, "the ClientHello is too long");
        return new Reading.Partial(bytes);
    }

    /** Bytes of the message that have not come; less than 0 if more came than belongs to it. */
    private static int missing(ByteBuffer message) {
        if (message.position() > 0) {
            check(message.get(0) == CLIENT_HELLO, "no ClientHello");
        }
        return message.position() < MESSAGE_HEAD
                ? Integer.MAX_VALUE
                : MESSAGE_HEAD + (message.getInt(0) & 0xffffff) - message.position();
    }

    private static ClientHello hello(ByteBuffer body) {
        check(body.remaining() > 2 + RANDOM && body.get() == 3, "malformed");
        body.position(body.position() + 1 + RANDOM);
        check(vector(body, 1, 0).remaining() <= 32, "malformed session");
        check(vector(body, 2, 2).remaining() % 2 == 0, "malformed cipher suites");
        vector(body, 1, 1);
        if (!body.hasRemaining()) {
            return new ClientHello(null, List.of()); // without extensions
        }
        ByteBuffer extensions = vector(body, 2, 0);
        check(!body.hasRemaining(), "something after the extensions");
        return extensions(extensions);
    }

    private static ClientHello extensions(ByteBuffer extensions) {
        String name = null;
        List<String> protocols = null;
        while (extensions.hasRemaining()) {
            check(extensions.remaining() >= 2, "malformed extension");
            int type = Short.toUnsignedInt(extensions.getShort());
            ByteBuffer value = vector(extensions, 2, 0);
            if (type == SERVER_NAME) {
                check(name == null, "two server names");
                name = name(value);
            } else if (type == ALPN) {
                check(protocols == null, "ALPN twice");
                protocols = protocols(value);
            }
        }
        return new ClientHello(name, protocols == null ? List.of() : protocols);
    }

    private static String name(ByteBuffer value) {
        ByteBuffer names = vector(value, 2, 1);
        check(!value.hasRemaining() && names.get() == 0, "malformed server name");
        ByteBuffer name = vector(names, 2, 1);
        check(!names.hasRemaining(), "more than one server name");
        return HostName.of(StandardCharsets.ISO_8859_1.decode(name)).orElseThrow(() -> new Unfit("no server name"));
    }

    private static List<String> protocols(ByteBuffer value) {
        ByteBuffer names = vector(value, 2, 2);
        check(!value.hasRemaining(), "malformed ALPN");
        List<String> protocols = new ArrayList<>();
        while (names.hasRemaining()) {
            protocols.add(
                    StandardCharsets.ISO_8859_1.decode(vector(names, 1, 1)).toString());
        }
        return List.copyOf(protocols);
    }

    /** What a length of one or two bytes announces, which must be there. */
    private static ByteBuffer vector(ByteBuffer in, int head, int least) {
        check(in.remaining() >= head, "malformed");
        int length = head == 1 ? Byte.toUnsignedInt(in.get()) : Short.toUnsignedInt(in.getShort());
        check(length >= least && length <= in.remaining(), "malformed");
        ByteBuffer value = in.slice(in.position(), length);
        in.position(in.position() + length);
        return value;
    }

    private static void check(boolean fine, String why) {
        if (!fine) {
            throw new Unfit(why);
        }
    }

    /** Thrown and caught in this file. */
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String why;

        Unfit(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }
}
