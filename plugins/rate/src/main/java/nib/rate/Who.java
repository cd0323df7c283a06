package nib.rate;

import nib.api.Client;

/** What of an address tells clients apart: bits to keep. A client without an IP address is told apart as it is. */
record Who(long ipv4Low, long ipv6High, long ipv6Low) {
    /** All are one. */
    static final Who EVERYBODY = new Who(0, 0, 0);

    private static final long MAPPED = 0xffffL;

    static Who of(int ipv4Prefix, int ipv6Prefix) {
        return new Who(left(ipv4Prefix + 32), left(ipv6Prefix), left(ipv6Prefix - 64));
    }

    private static long left(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    }

    /** The first half of the key of a client. */
    long high(Client client) {
        if (ipv4Low == 0) { // never so with an address of its own: that keeps the bits that say it is IPv4
            return 0;
        }
        return client.ip() == null ? client.high() : client.high() & ipv6High;
    }

    /** The second half. */
    long low(Client client) {
        if (ipv4Low == 0) {
            return 0;
        }
        if (client.ip() == null) {
            return client.low();
        }
        boolean ipv4 = client.high() == 0 && client.low() >>> 32 == MAPPED;
        return client.low() & (ipv4 ? ipv4Low : ipv6Low);
    }
}
