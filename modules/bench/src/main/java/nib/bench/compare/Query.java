package nib.bench.compare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A DNS query for an address of {@code nib.example} (RFC 1035, section 4.1), for whoever answers datagrams. */
final class Query {
    private static final String HEAD = "\0\1\1\0\0\1\0\0\0\0\0\0";
    private static final String QUESTION = "\3nib\7example\0\0\1\0\1";

    /** The same as a line for dnsperf. */
    static final String LINE = "nib.example A\n";

    /** Where the flags of a message are, and the bit of theirs that makes an answer (RFC 1035, section 4.1.1). */
    private static final int FLAGS = 2;

    private static final int ANSWER = 0x80;

    private Query() {}

    static boolean isAnswer(byte[] message) {
        return (message[FLAGS] & ANSWER) != 0;
    }

    /** Makes an answer of a message, if it is long enough to be one. */
    static void answer(ByteBuffer message) {
        if (message.limit() > FLAGS) {
            message.put(FLAGS, (byte) (message.get(FLAGS) | ANSWER));
        }
    }

    static byte[] bytes() {
        return (HEAD + QUESTION).getBytes(StandardCharsets.ISO_8859_1);
    }
}
