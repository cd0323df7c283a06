package nib.bench.compare;

/** Reads what Linux says of processor time and memory (proc(5)). */
final class ProcStat {
    /** Fields of a line of {@code /proc/stat}, counted from behind its name. */
    private static final int IDLE = 3;

    private static final int IOWAIT = 4;
    private static final int STEAL = 7;

    /** Fields of {@code /proc/PID/stat} behind the name of the program: numbers 14 and 15 of the manual. */
    private static final int UTIME = 11;

    private static final int STIME = 12;

    private ProcStat() {}

    /**
     * Ticks that the processors together had nothing to do, or were not to be had, from the text of {@code /proc/stat}.
     * The system measures these; the other fields of the line are guesses from what runs when the clock ticks, and
     * miss work that begins just after it.
     */
    static long unused(String text) {
        String line = text.lines()
                .filter(one -> one.startsWith("cpu "))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no line for all processors"));
        String[] fields = line.substring(4).strip().split(" +", -1);
        return Long.parseLong(fields[IDLE]) + Long.parseLong(fields[IOWAIT]) + Long.parseLong(fields[STEAL]);
    }

    /** How many processors there are, from the same text. */
    static long processors(String text) {
        return text.lines().filter(line -> line.matches("cpu\\d+ .*")).count();
    }

    /** Ticks that all threads of a process have used, from the text of its {@code stat}. */
    static long own(String text) {
        // A program may call itself "a) R 1 (b": its name ends at the last parenthesis.
        String[] fields = text.substring(text.lastIndexOf(')') + 2).strip().split(" ", -1);
        return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    }

    /** Resident KiB of a process, from the text of its {@code status}. */
    static long resident(String text) {
        return text.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
