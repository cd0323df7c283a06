package nib.testkit;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What strangers may send: good samples, cut, twisted and mixed at random, by the hundred thousand. Whatever is called with
 * them must come back without an exception, and must not keep memory.
 *
 * <p>How many there are is the system property {@code nib.fuzz.inputs}, which the profile {@code soak} sets to millions.
 * They are the same in every run; a failure shows the bytes.
 */
public final class Fuzz {
    private static final int USUAL = 100_000;
    private static final long GROWTH = 24L << 20;
    private static final int MOST_TWISTS = 5;
    /** Bytes that end lines, strings and ranges of numbers. */
    private static final byte[] SHARP = {0, 1, '\n', '\r', ' ', '.', '*', '/', 0x7f, (byte) 0x80, (byte) 0xff};

    private final List<byte[]> samples;
    private final SplittableRandom random = new SplittableRandom(1);

    private Fuzz(List<byte[]> samples) {
        this.samples = samples;
    }

    /** Takes what is sent. */
    @FunctionalInterface
    public interface Target {
        /**
         * Reads it; whatever is thrown is a failure.
         *
         * @param input its own copy
         */
        void take(byte[] input) throws Exception;
    }

    /**
     * As many inputs as are usual, or as the property says.
     *
     * @param samples at least one, each good or nearly
     * @throws AssertionError with the input, if one does harm; or if memory grows by the input
     */
    public static void run(List<byte[]> samples, Target target) {
        run(samples, 1, target);
    }

    /**
     * As {@link #run(List, Target)}, for a target that takes its time.
     *
     * @param part one in so many inputs; at least 1
     */
    public static void run(List<byte[]> samples, int part, Target target) {
        int count = Integer.getInteger("nib.fuzz.inputs", USUAL) / part;
        Fuzz fuzz = new Fuzz(samples.stream().map(byte[]::clone).toList());
        fuzz.send(Math.max(1, count / 10), target); // whatever is made once is made
        long before = used();
        fuzz.send(count, target);
        long grown = used() - before;
        if (grown > GROWTH) {
            throw new AssertionError("after " + count + " inputs " + (grown >> 20) + " MiB more are in use");
        }
    }

    /** Bytes of the heap that are still needed. */
    static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void send(int count, Target target) {
        for (int i = 0; i < count; i++) {
            byte[] input = next();
            try {
                target.take(input.clone());
            } catch (Exception | StackOverflowError | AssertionError e) {
                throw new AssertionError("input " + i + ": " + HexFormat.of().formatHex(input), e);
            }
        }
    }

    private byte[] next() {
        byte[] input = sample();
        for (int twists = random.nextInt(MOST_TWISTS); twists >= 0; twists--) {
            input = twisted(input);
        }
        return input;
    }

    private byte[] sample() {
        return samples.get(random.nextInt(samples.size())).clone();
    }

    private byte[] twisted(byte[] input) {
        if (input.length == 0) {
            return sample();
        }
        int at = random.nextInt(input.length);
        int length = 1 + random.nextInt(Math.min(32, input.length - at));
        return switch (random.nextInt(8)) {
            case 0 -> with(input, at, (byte) (input[at] ^ 1 << random.nextInt(8)));
            case 1 -> with(input, at, SHARP[random.nextInt(SHARP.length)]);
            case 2 -> with(input, at, (byte) (input[at] + (random.nextBoolean() ? 1 : -1))); // lengths, by one
            case 3 -> Arrays.copyOf(input, at);
            case 4 -> joined(Arrays.copyOf(input, at), Arrays.copyOfRange(input, at + length, input.length));
            case 5 -> joined(Arrays.copyOf(input, at + length), Arrays.copyOfRange(input, at, input.length));
            case 6 ->
                joined(joined(Arrays.copyOf(input, at), noise(length)), Arrays.copyOfRange(input, at, input.length));
            default -> joined(Arrays.copyOf(input, at), tail(sample()));
        };
    }

    private byte[] tail(byte[] other) {
        return Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] with(byte[] input, int at, byte value) {
        input[at] = value;
        return input;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
