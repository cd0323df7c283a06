package nib.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * An IP address as 128 bits. An IPv4 address is held IPv4-mapped (RFC 4291, section 2.5.5.2), so that one client is
 * one key, whatever socket it came through.
 *
 * @param high the first eight bytes, network order
 * @param low the last eight bytes, network order
 */
public record Ip(long high, long low) implements Comparable<Ip> {
    private static final long MAPPED = 0xffffL;
    /** Up to 255; a leading zero is refused, because some read it as octal. */
    private static final String OCTET = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";

    private static final Pattern IPV4 = Pattern.compile("(OCTET\\.){3}OCTET".replace("OCTET", OCTET));
    private static final int LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** The address of a socket. */
    public static Ip of(InetAddress address) {
        byte[] bytes = address.getAddress();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return bytes.length == 4 ? ofIpv4(buffer.getInt()) : new Ip(buffer.getLong(), buffer.getLong());
    }

    /** An IPv4 address from its 32 bits. */
    public static Ip ofIpv4(int bits) {
        return new Ip(0, (MAPPED << 32) | Integer.toUnsignedLong(bits));
    }

    /**
     * Reads a numeric address: four decimal numbers, or the forms of RFC 4291 without brackets and zone. Never asks a
     * name server.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Ip parse(String text) {
        if (IPV4.matcher(text).matches()) {
            return ofIpv4(bits(text));
        }
        try {
            if (text.length() <= LONGEST && IPV6.matcher(text).matches()) {
                return of(InetAddress.getByName(text)); // with a colon in it never a name
            }
        } catch (UnknownHostException e) {
            // falls through: the pattern let by what is no address, such as 1::2::3
        }
        throw new IllegalArgumentException("not an IP address: " + Printable.of(text, 80));
    }

    private static int bits(String ipv4) {
        int bits = 0;
        for (String octet : ipv4.split("\\.", -1)) {
            bits = bits << 8 | Integer.parseInt(octet);
        }
        return bits;
    }

    /** Whether the text is a numeric address that {@link #parse} would read. */
    public static boolean isNumeric(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether this is an IPv4 address. */
    public boolean isIpv4() {
        return high == 0 && low >>> 32 == MAPPED;
    }

    /** The number of bits people count prefixes in: 32 or 128. */
    public int width() {
        return isIpv4() ? 32 : 128;
    }

    /** The same address for the JDK's sockets. */
    public InetAddress toInet() {
        ByteBuffer bytes = isIpv4()
                ? ByteBuffer.allocate(4).putInt((int) low)
                : ByteBuffer.allocate(16).putLong(high).putLong(low);
        try {
            return InetAddress.getByAddress(bytes.array());
        } catch (UnknownHostException e) {
            throw new AssertionError("four and sixteen bytes are always an address", e);
        }
    }

    /** Unsigned order, IPv4 inside the mapped range. */
    @Override
    public int compareTo(Ip other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    /** Dotted decimal, or the canonical text of RFC 5952. */
    @Override
    public String toString() {
        return isIpv4() ? ipv4() : ipv6();
    }

    private String ipv4() {
        return ((low >>> 24) & 255) + "." + ((low >>> 16) & 255) + "." + ((low >>> 8) & 255) + "." + (low & 255);
    }

    private String ipv6() {
        int zeros = longestZeros();
        int length = zeros < 0 ? 0 : zerosFrom(zeros);
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == zeros && length > 1) {
                text.append("::");
                i += length - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int i) {
        long half = i < 4 ? high : low;
        return (int) (half >>> (48 - 16 * (i & 3))) & 0xffff;
    }

    private int longestZeros() {
        int best = -1;
        for (int i = 0; i < 8; i++) {
            if (zerosFrom(i) > (best < 0 ? 0 : zerosFrom(best))) {
                best = i;
            }
        }
        return best;
    }

    private int zerosFrom(int start) {
        int end = start;
        while (end < 8 && group(end) == 0) {
            end++;
        }
        return end - start;
    }
}
