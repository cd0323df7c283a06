package nib.kernel;

/** How much of an address tells clients apart: prefix lengths of IPv4 and IPv6, as bits to keep. */
record Masks(long ipv4Low, long ipv6High, long ipv6Low) {
    private static final long MAPPED = 0xffffL;

    static Masks of(int ipv4Prefix, int ipv6Prefix) {
        return new Masks(left(ipv4Prefix + 32), left(ipv6Prefix), left(ipv6Prefix - 64));
    }

    private static long left(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    }

    long high(long high, long low) {
        return isIpv4(high, low) ? high : high & ipv6High;
    }

    long low(long high, long low) {
        return low & (isIpv4(high, low) ? ipv4Low : ipv6Low);
    }

    private static boolean isIpv4(long high, long low) {
        return high == 0 && (low >>> 32) == MAPPED;
    }
}
