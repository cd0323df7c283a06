package nib.bench.compare;

import java.nio.charset.StandardCharsets;

/** A DNS query for an address of {@code nib.example} (RFC 1035, section 4.1), for whoever answers datagrams. */
final class Query {
    private static final String HEAD = "\0\1\1\0\0\1\0\0\0\0\0\0";
    private static final String QUESTION = "\3nib\7example\0\0\1\0\1";

    /** The same as a line for dnsperf. */
    static final String LINE = "nib.example A\n";

    private Query() {}

    /** Whether the bit is set that makes an answer of a query (RFC 1035, section 4.1.1). */
    static boolean isAnswer(byte[] message) {
        return (message[2] & 0x80) != 0;
    }

    static byte[] bytes() {
        return (HEAD + QUESTION).getBytes(StandardCharsets.ISO_8859_1);
    }
}
