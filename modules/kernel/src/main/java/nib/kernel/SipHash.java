package nib.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * SipHash-1-3 of 128 bits (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012): a hash under a secret key,
 * so that nobody can choose addresses that all fall on one spot of a table.
 */
record SipHash(long key0, long key1) {
    private static final Path SYSTEM_RANDOM = Path.of("/dev/urandom");

    /** The length of the message, 16 bytes, where the algorithm wants it. */
    private static final long LENGTH = 16L << 56;

    /** A hash under a key of its own. */
    static SipHash random() {
        ByteBuffer key = ByteBuffer.wrap(randomBytes());
        return new SipHash(key.getLong(), key.getLong());
    }

    /** From the operating system where it has a file for it: SecureRandom costs a start 50 ms for its providers. */
    private static byte[] randomBytes() {
        try (InputStream random = Files.newInputStream(SYSTEM_RANDOM)) {
            byte[] bytes = random.readNBytes(16);
            if (bytes.length == 16) {
                return bytes;
            }
        } catch (IOException e) {
            // no such file: the JDK knows another way
        }
        return new SecureRandom().generateSeed(16);
    }

    /** The hash of two words, the first standing for the first eight bytes in little-endian order. */
    long of(long first, long second) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        // Three rounds take the words in, three more mix; one loop, which the compiler unrolls.
        for (int round = 0; round < 6; round++) {
            long word = round == 0 ? first : round == 1 ? second : round == 2 ? LENGTH : 0;
            v3 ^= word;
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= word;
            if (round == 2) {
                v2 ^= 0xff;
            }
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /** Says nothing: the key is a secret. */
    @Override
    public String toString() {
        return "SipHash";
    }
}
