package nib.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where it was measured. */
record Machine(String processor, int cores, long mebibytes, String system, String java) {
    static Machine here() throws IOException {
        return new Machine(
                find("/proc/cpuinfo", "(?m)^model name\\s*: (.*)$"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(find("/proc/meminfo", "MemTotal: *(\\d+)")) / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.runtime.version"));
    }

    private static String find(String file, String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        return found.find() ? found.group(1) : "0";
    }

    @Override
    public String toString() {
        return "%s, %d cores, %,d MiB, %s, Java %s".formatted(processor, cores, mebibytes, system, java);
    }
}
