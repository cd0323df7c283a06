package nib.proxyprotocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.spi.Opening.Answer;
import nib.spi.Opening.Bad;
import nib.spi.Opening.Done;
import nib.spi.Opening.More;
import org.jspecify.annotations.Nullable;

/** A header of version 1, which is one line (section 2.1): {@code PROXY TCP4 192.0.2.1 198.51.100.1 40000 443}. */
final class HeaderV1 {
    static final byte BEGIN = 'P';
    /** With the line's end. */
    static final int MOST = 107;

    private static final String OPENING = "PROXY ";
    private static final int SHORTEST = "PROXY UNKNOWN\r\n".length();

    private HeaderV1() {}

    static Answer read(ByteBuffer first, Client client) {
        int there = Math.min(first.limit(), MOST);
        for (int i = 0; i < Math.min(there, OPENING.length()); i++) {
            if (first.get(i) != OPENING.charAt(i)) {
                return new Bad("proxy-protocol: no header");
            }
        }
        for (int i = OPENING.length(); i < there; i++) {
            byte b = first.get(i);
            if (b == '\r') {
                if (i + 1 < there) {
                    return first.get(i + 1) == '\n' ? line(text(first, i), i + 2, client) : malformed();
                }
                break;
            }
            if (b < ' ' || b == 0x7f) {
                return malformed(); // also what is no ASCII
            }
        }
        return there == MOST
                ? new Bad("proxy-protocol: the line is too long")
                : new More(Math.max(SHORTEST, there + 1));
    }

    private static String text(ByteBuffer first, int length) {
        byte[] bytes = new byte[length];
        first.get(0, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static Answer line(String line, int consumed, Client client) {
        String[] words = line.split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return new Done(consumed, client, null); // whatever follows is to be ignored
        }
        boolean ipv6 = words[1].equals("TCP6");
        if (words.length != 6 || !(ipv6 || words[1].equals("TCP4"))) {
            return malformed();
        }
        Address source = address(words[2], words[4], ipv6);
        Address destination = address(words[3], words[5], ipv6);
        return source == null || destination == null
                ? malformed()
                : new Done(consumed, client.seenAs(source, destination), null);
    }

    private static @Nullable Address address(String ip, String port, boolean ipv6) {
        int number = port(port);
        if (number < 0 || ip.indexOf(':') >= 0 != ipv6) {
            return null;
        }
        try {
            return new Address.Inet(Ip.parse(ip), number);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Decimal without leading zeros; -1 if it is no port. */
    private static int port(String text) {
        int length = text.length();
        if (length == 0 || length > 5 || (length > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        int port = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            port = port * 10 + digit;
        }
        return port > 65535 ? -1 : port;
    }

    private static Answer malformed() {
        return new Bad("proxy-protocol: malformed header, version 1");
    }
}
