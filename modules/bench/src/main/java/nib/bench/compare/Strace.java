package nib.bench.compare;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the system calls of a candidate. It slows what it looks at, so no time is taken meanwhile. */
final class Strace {
    /** A line of its summary: share, seconds, microseconds a call, calls, perhaps errors, name. */
    private static final Pattern LINE = Pattern.compile("(?m)^ *[\\d.]+ +[\\d.]+ +\\d+ +(\\d+)(?: +\\d+)? +(\\w+)$");

    private Strace() {}

    /** Something that puts load on a candidate. */
    interface Load {
        Generator.Load run() throws IOException;
    }

    /** System calls for each unit of a load, those of weight, most frequent first. */
    static Map<String, Double> count(List<Long> pids, Load load) throws IOException {
        if (Program.find("strace").isEmpty()) {
            return Map.of();
        }
        Path summary = Files.createTempFile("nib-bench", ".strace");
        try {
            List<String> command = new ArrayList<>(
                    List.of(Program.path("strace"), "-c", "-f", "-S", "calls", "-o", summary.toString()));
            pids.forEach(pid -> command.addAll(List.of("-p", String.valueOf(pid))));
            Process strace =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            double units;
            try {
                awaitAttached(strace, pids.size());
                units = load.run().units();
            } finally {
                interrupt(strace);
            }
            return each(Files.readString(summary), units);
        } finally {
            Files.delete(summary);
        }
    }

    /** It says so in a line for each process. */
    private static void awaitAttached(Process strace, int count) throws IOException {
        Reader said = strace.inputReader();
        int lines = 0;
        while (lines < count) {
            int next = said.read();
            if (next < 0) {
                throw new IOException("strace could not attach");
            }
            lines += next == '\n' ? 1 : 0;
        }
    }

    /** It prints its summary when it is interrupted. */
    private static void interrupt(Process strace) throws IOException {
        Program.run(List.of("kill", "-INT", String.valueOf(strace.pid())));
        try {
            strace.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Map<String, Double> each(String summary, double units) {
        Map<String, Double> calls = new LinkedHashMap<>();
        Matcher line = LINE.matcher(summary);
        while (line.find()) {
            double each = Double.parseDouble(line.group(1)) / Math.max(1, units);
            if (each >= 0.01 && !line.group(2).equals("total")) {
                calls.put(line.group(2), each);
            }
        }
        return calls;
    }
}
