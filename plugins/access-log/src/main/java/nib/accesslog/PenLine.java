package nib.accesslog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nib.api.Address;

/**
 * The beginning of what a client has said.
 *
 * @param seconds since 1970
 * @param client where it comes from, without a port
 * @param server where it went, without a port
 * @param words up to the end of the line, at most {@link #LONGEST} bytes, with dots for what is not printable ASCII
 */
record PenLine(long seconds, String client, String server, String words) {
    /** As much as pen keeps of a line, in bytes. */
    static final int LONGEST = 100;

    static PenLine of(long seconds, Address client, Address server, ByteBuffer said) {
        return new PenLine(seconds, host(client), host(server), words(said));
    }

    private static String host(Address address) {
        return switch (address) {
            case Address.Inet inet -> inet.ip().toString();
            case Address.Name name -> name.host();
            case Address.Unix unix -> unix.toString();
        };
    }

    private static String words(ByteBuffer said) {
        byte[] words = new byte[Math.min(LONGEST, said.remaining())];
        int length = 0;
        for (int i = said.position(); length < words.length; i++, length++) {
            byte one = said.get(i);
            if (one == '\r' || one == '\n') {
                break;
            }
            words[length] = one < ' ' || one > '~' ? (byte) '.' : one;
        }
        return new String(words, 0, length, StandardCharsets.US_ASCII);
    }
}
