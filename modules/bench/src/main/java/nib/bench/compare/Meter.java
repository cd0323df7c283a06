package nib.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processor time from {@code /proc}, between two moments. */
final class Meter {
    /** What {@code sysconf(_SC_CLK_TCK)} is on every Linux that matters here: ticks of {@code /proc} in a second. */
    private static final double TICKS = 100;

    private static final Path PROC = Path.of("/proc");

    private final List<Long> pids;
    private final long own;
    private final long unused;
    private final long begin;

    private Meter(List<Long> pids) throws IOException {
        this.pids = pids;
        this.own = own(pids);
        this.unused = ProcStat.unused(machine());
        this.begin = System.nanoTime();
    }

    /** Seconds of processor time: of the whole machine, and of some processes. */
    record Reading(double machine, double own) {}

    static Meter start(List<Long> pids) throws IOException {
        return new Meter(pids);
    }

    Reading read() throws IOException {
        double elapsed = (System.nanoTime() - begin) / 1e9;
        String machine = machine();
        double busy = elapsed * ProcStat.processors(machine) - (ProcStat.unused(machine) - unused) / TICKS;
        return new Reading(Math.max(0, busy), (own(pids) - own) / TICKS);
    }

    private static String machine() throws IOException {
        return Files.readString(PROC.resolve("stat"));
    }

    private static long own(List<Long> pids) throws IOException {
        long ticks = 0;
        for (long pid : pids) {
            ticks += ProcStat.own(Files.readString(PROC.resolve(pid + "/stat")));
        }
        return ticks;
    }

    /** Resident KiB of some processes together. What they share is counted for each. */
    static long resident(List<Long> pids) throws IOException {
        long kib = 0;
        for (long pid : pids) {
            kib += ProcStat.resident(Files.readString(PROC.resolve(pid + "/status")));
        }
        return kib;
    }
}
