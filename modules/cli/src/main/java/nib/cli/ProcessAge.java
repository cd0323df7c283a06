package nib.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** How long this process has been there, the start of the JVM included. */
final class ProcessAge {
    /** Ticks a second in what Linux tells to programs, on every architecture that Java runs on. */
    private static final int TICKS = 100;

    /** The number of the start time in /proc/self/stat, counted after the name of the program (proc(5), field 22). */
    private static final int START = 19;

    private ProcessAge() {}

    /** The age in milliseconds: to 10 ms on Linux, to a second elsewhere. */
    static long millis() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String uptime = Files.readString(Path.of("/proc/uptime"));
            double now = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
            return Math.round((now - Double.parseDouble(fields[START]) / TICKS) * 1000);
        } catch (IOException | RuntimeException e) {
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(start -> Duration.between(start, Instant.now()).toMillis())
                    .orElse(0L);
        }
    }
}
