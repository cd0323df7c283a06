package nib.proxyprotocol;

/** CRC32c bit by bit (RFC 3720, appendix B.4), to check the one of the JDK as the protocol uses it. */
final class Bitwise {
    private static final int REVERSED = 0x82f63b78;

    private Bitwise() {}

    static int crc32c(byte[] bytes) {
        int crc = -1;
        for (byte one : bytes) {
            crc ^= one & 255;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : REVERSED);
            }
        }
        return ~crc;
    }
}
