package nib.api;

/**
 * Addresses in a row: a single one, a {@linkplain Prefix prefix}, or any range. A block that begins with an IPv6
 * address never holds an IPv4 client, although their addresses may lie within it as numbers.
 *
 * @param first the lowest address
 * @param last the highest address, not below the first
 */
public record Block(Ip first, Ip last) {
    private static final int IPV4 = 96;

    /** Checks the order, and that it does not begin as IPv4 and end as IPv6. */
    public Block {
        if (first.isIpv4() && !last.isIpv4()) {
            throw new IllegalArgumentException(first + " and " + last + " are not of one family");
        }
        if (last.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    last + " comes before " + first + "; did you mean " + last + "-" + first + "?");
        }
    }

    /** Every address that begins with that prefix. */
    public static Block of(Prefix prefix) {
        Ip mask = Prefix.mask(new Ip(-1, -1), prefix.length());
        Ip base = prefix.base();
        return new Block(base, new Ip(base.high() | ~mask.high(), base.low() | ~mask.low()));
    }

    /**
     * Reads {@code 10.0.0.5}, {@code 10.0.0.0/8} or {@code 10.0.0.5-10.0.0.9}, and the same of IPv6.
     *
     * @throws IllegalArgumentException with a sentence that says what would be right
     */
    public static Block parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            return of(Prefix.parse(text));
        }
        Ip first = Ip.parse(text.substring(0, dash).strip());
        Ip last = Ip.parse(text.substring(dash + 1).strip());
        if (first.isIpv4() != last.isIpv4()) {
            throw new IllegalArgumentException(first + " and " + last + " are not of one family");
        }
        return new Block(first, last);
    }

    /** Whether the address lies in this block. */
    public boolean contains(Ip ip) {
        return ip.isIpv4() == first.isIpv4() && ip.compareTo(first) >= 0 && ip.compareTo(last) <= 0;
    }

    /** CIDR notation where there is one, else both ends. */
    @Override
    public String toString() {
        for (int length = first.isIpv4() ? IPV4 : 0; length <= 128; length++) {
            if (Prefix.mask(first, length).equals(first)) {
                Prefix prefix = new Prefix(first, length);
                if (of(prefix).equals(this)) {
                    return prefix.toString();
                }
            }
        }
        return first + "-" + last;
    }
}
