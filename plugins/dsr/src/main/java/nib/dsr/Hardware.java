package nib.dsr;

/** Hardware addresses as numbers of 48 bits, IEEE 802. */
final class Hardware {
    static final long BROADCAST = 0xffff_ffff_ffffL;
    private static final long MULTICAST = 1L << 40;
    private static final long IPV6_MULTICAST = 0x3333L << 32;

    private Hardware() {}

    static long of(byte[] bytes) {
        long value = 0;
        for (byte one : bytes) {
            value = value << 8 | Byte.toUnsignedInt(one);
        }
        return value;
    }

    /** Whether it is that of one device. */
    static boolean isOne(long hardware) {
        return (hardware & MULTICAST) == 0 && hardware != 0;
    }

    /** Where those listen who may have an IPv6 address with these last bytes, RFC 2464 and RFC 4291. */
    static long solicited(long low) {
        return IPV6_MULTICAST | 0xff00_0000L | (low & 0xff_ffffL);
    }

    /** Where all IPv6 nodes of the segment listen. */
    static long allNodes() {
        return IPV6_MULTICAST | 1;
    }

    static String words(long hardware) {
        StringBuilder words = new StringBuilder(17);
        for (int i = 5; i >= 0; i--) {
            words.append("%02x".formatted(hardware >>> (8 * i) & 0xff)).append(i == 0 ? "" : ":");
        }
        return words.toString();
    }
}
