package nib.bench.compare;

import java.nio.charset.StandardCharsets;

/** A DNS query for an address of {@code nib.example} (RFC 1035, section 4.1), for whoever answers datagrams. */
final class Query {
    private static final String HEAD = "\0\1\1\0\0\1\0\0\0\0\0\0";
    private static final String QUESTION = "\3nib\7example\0\0\1\0\1";

    /** The same as a line for dnsperf. */
    static final String LINE = "nib.example A\n";

    private Query() {}

    static byte[] bytes() {
        return (HEAD + QUESTION).getBytes(StandardCharsets.ISO_8859_1);
    }
}
