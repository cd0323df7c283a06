package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A network namespace of its own behind a cable, so that what the system allows can be made little. For root only. */
final class Space implements AutoCloseable {
    /** The end of the cable where tests are. */
    static final String HERE = "198.18.77.1";

    /** The end of the cable inside the namespace. */
    static final String THERE = "198.18.77.2";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name = "nib-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
    private final String cable = "nib" + ProcessHandle.current().pid() % 1_000_000 + "x" + NUMBERS.get();

    private Space() {}

    /** Makes one; where none can be made, the test is skipped. */
    static Space open() {
        Space space = new Space();
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name"))
                        && ip("netns", "add", space.name)
                        && ip("link", "add", space.cable, "type", "veth", "peer", "name", "far", "netns", space.name),
                "network namespaces cannot be made here");
        assertTrue(ip("addr", "add", HERE + "/30", "dev", space.cable));
        assertTrue(ip("link", "set", space.cable, "up"));
        assertTrue(ip("-n", space.name, "addr", "add", THERE + "/30", "dev", "far"));
        assertTrue(ip("-n", space.name, "link", "set", "far", "up"));
        assertTrue(ip("-n", space.name, "link", "set", "lo", "up"));
        return space;
    }

    /** Sets what holds for programs inside, a file below /proc/sys/net. */
    void set(String file, String value) {
        String line = "echo '" + value + "' > /proc/sys/net/" + file;
        assertTrue(ip("netns", "exec", name, "/bin/sh", "-c", line), line);
    }

    /** What stands before a command that is to run inside. */
    List<String> inside() {
        return List.of("ip", "netns", "exec", name);
    }

    @Override
    public void close() {
        ip("link", "del", cable);
        ip("netns", "del", name);
    }

    private static boolean ip(String... words) {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
