package nib.api;

/**
 * A block of addresses in CIDR notation (RFC 4632).
 *
 * @param base the first address, every bit after the prefix zero
 * @param length significant bits of the 128: an IPv4 prefix of 8 is held as 104
 */
public record Prefix(Ip base, int length) {
    /** Checks that the base has no bits outside the prefix. */
    public Prefix {
        if (length < 0 || length > 128) {
            throw new IllegalArgumentException("a prefix has 0 to 128 bits, not " + length);
        }
        if (!base.equals(mask(base, length))) {
            throw new IllegalArgumentException(base + " has bits after its prefix");
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. Bits after the prefix are refused, because
     * {@code 10.1.2.3/8} is more often a slip than a wish.
     *
     * @throws IllegalArgumentException with a sentence that says what would be right
     */
    public static Prefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new Prefix(Ip.parse(text), 128);
        }
        Ip ip = Ip.parse(text.substring(0, slash));
        int bits = bits(text.substring(slash + 1), ip.width());
        int length = bits + 128 - ip.width();
        Ip base = mask(ip, length);
        if (!base.equals(ip)) {
            throw new IllegalArgumentException(
                    ip + "/" + bits + " has bits after its prefix; did you mean " + base + "/" + bits + "?");
        }
        return new Prefix(base, length);
    }

    private static int bits(String text, int width) {
        if (text.matches("\\d{1,3}")) {
            int bits = Integer.parseInt(text);
            if (bits <= width) {
                return bits;
            }
        }
        throw new IllegalArgumentException("a prefix length is 0 to " + width + ", not " + Printable.of(text, 20));
    }

    /** The address with every bit after the first {@code length} of 128 cleared; for IPv4 add 96 to its own count. */
    public static Ip mask(Ip ip, int length) {
        return new Ip(ip.high() & left(length), ip.low() & left(length - 64));
    }

    private static long left(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    }

    /** Whether the address lies in this block; an IPv4 address lies in no block of IPv6, not even in {@code ::/0}. */
    public boolean contains(Ip ip) {
        if (length < 96 && ip.isIpv4()) {
            return false;
        }
        return (ip.high() & left(length)) == base.high() && (ip.low() & left(length - 64)) == base.low();
    }

    /** CIDR notation, as people write it. */
    @Override
    public String toString() {
        boolean ipv4 = base.isIpv4() && length >= 96;
        return base + "/" + (ipv4 ? length - 96 : length);
    }
}
