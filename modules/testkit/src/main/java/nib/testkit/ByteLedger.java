package nib.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * The books of one direction of one connection: a stream of bytes that a seed determines, so that who receives it knows
 * what must come. Send with {@code ledger.send(wire::write)}, receive with {@code ledger.receive(wire::read)}; the
 * read of a channel fits as well, its write does not: it may take a part. May be used by a thread at each end.
 */
public final class ByteLedger {
    private static final int LONGEST_PIECE = 40_000;
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private final long seed;
    private final long length;

    /**
     * A stream.
     *
     * @param length bytes, 0 or more
     */
    public ByteLedger(long seed, long length) {
        this.seed = seed;
        this.length = length;
    }

    /** Where bytes go. */
    public interface Sink {
        /** Takes everything that remains in the buffer. */
        void write(ByteBuffer from) throws IOException;
    }

    /** Where bytes come from. */
    public interface Source {
        /** Adds at least one byte to the buffer, or returns -1 at the end. */
        int read(ByteBuffer into) throws IOException;
    }

    /** How many bytes there are. */
    public long length() {
        return length;
    }

    /** Writes the whole stream, in pieces of 1 to 40,000 bytes as the seed cuts them. */
    public void send(Sink sink) throws IOException {
        SplittableRandom cuts = new SplittableRandom(seed);
        ByteBuffer piece = ByteBuffer.allocate(LONGEST_PIECE);
        for (long at = 0; at < length; at += piece.limit()) {
            int longest = cuts.nextInt(4) == 0 ? 10 : LONGEST_PIECE;
            piece.clear().limit((int) Math.min(length - at, 1 + cuts.nextInt(longest)));
            fill(piece, at);
            sink.write(piece.flip());
        }
    }

    /**
     * Reads to the end and checks that every byte came, in its order, and nothing else.
     *
     * @throws AssertionError naming the first byte that is wrong, or how many came
     * @throws IOException if the source ends otherwise
     */
    public void receive(Source source) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(LONGEST_PIECE);
        long at = 0;
        while (source.read(piece.clear()) >= 0) {
            at = check(piece.flip(), at);
        }
        if (at != length) {
            throw new AssertionError("the stream ended after " + at + " of " + length + " bytes");
        }
    }

    /** SHA-256 of the stream in hexadecimal digits, to compare with what a program says that nothing knows of us. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            send(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new AssertionError("every Java has SHA-256, and it takes every byte", e);
        }
    }

    private long check(ByteBuffer piece, long from) {
        long at = from;
        while (piece.hasRemaining()) {
            byte found = piece.get();
            if (at >= length) {
                throw new AssertionError("more than " + length + " bytes came");
            }
            if (found != at(at)) {
                throw new AssertionError("byte " + at + " is " + found + " instead of " + at(at));
            }
            at++;
        }
        return at;
    }

    private void fill(ByteBuffer piece, long from) {
        for (long at = from; piece.hasRemaining(); at++) {
            piece.put(at(at));
        }
    }

    /** Eight bytes come from one number of SplitMix64, which can be asked for any place. */
    private byte at(long place) {
        long z = seed + ((place >>> 3) + 1) * STEP;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return (byte) ((z ^ (z >>> 31)) >>> ((place & 7) << 3));
    }
}
