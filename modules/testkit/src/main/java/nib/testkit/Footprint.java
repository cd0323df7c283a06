package nib.testkit;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What something leaves behind: threads it made, descriptors it opened, garbage. Every thread of the JVM, also a virtual one
 * and one that ended at once, takes the next number, so two numbers that follow each other say that none was made in
 * between. Other threads of the JVM come and go too; so a deed is innocent if it left nothing in one of several tries.
 */
final class Footprint {
    private static final Path DESCRIPTORS = Path.of("/dev/fd");
    private static final int TRIES = 20;
    private static final int REPEATS = 1000;

    private Footprint() {}

    /**
     * Checks that a deed makes no thread and opens no descriptor.
     *
     * @param what the deed, for the message
     */
    static void assertNone(String what, Runnable deed) {
        deed.run(); // loads the classes
        long threads = Long.MAX_VALUE;
        long descriptors = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && (threads > 0 || descriptors > 0); i++) {
            long open = descriptors();
            long before = threadNumber();
            deed.run();
            threads = Math.min(threads, threadNumber() - before - 1);
            descriptors = Math.min(descriptors, descriptors() - open);
        }
        if (threads > 0 || descriptors > 0) {
            throw new AssertionError(what + " is not pure: it made " + Math.max(0, threads) + " threads and opened "
                    + Math.max(0, descriptors) + " descriptors");
        }
    }

    /**
     * Checks how many bytes a deed allocates on the heap; where the JVM does not count them, it passes.
     *
     * @param what the deed, for the message
     * @param most bytes each time
     */
    static void assertGarbage(String what, int most, Runnable deed) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()) {
            return;
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && least > (long) most * REPEATS; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int k = 0; k < REPEATS; k++) {
                deed.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        if (least > (long) most * REPEATS) {
            throw new AssertionError(
                    what + " allocates " + least / REPEATS + " bytes each time, where " + most + " are allowed");
        }
    }

    private static long threadNumber() {
        return Thread.ofPlatform().unstarted(() -> {}).threadId();
    }

    /** Descriptors of this process; always 0 where the system does not show them. */
    static long descriptors() {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
