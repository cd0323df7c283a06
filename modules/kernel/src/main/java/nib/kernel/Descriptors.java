package nib.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** How many sockets this process may have open. */
final class Descriptors {
    private static final Path LIMITS = Path.of("/proc/self/limits");

    /** Where the system does not say: what is usual. */
    private static final int UNKNOWN = 4096;

    /** Files, jars, the control socket, probes, the log. */
    private static final int OWN = 64;

    private Descriptors() {}

    /** The soft limit on open files; the JVM has raised it to the hard one already. */
    static int limit() {
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith("Max open files")) {
                    return parse(new StringTokenizer(line.substring("Max open files".length())).nextToken());
                }
            }
        } catch (IOException e) {
            // not Linux
        }
        return UNKNOWN;
    }

    private static int parse(String number) {
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : Integer.MAX_VALUE / 4;
    }

    /** How many sessions fit: each has a socket to the client and one to the server. */
    static int sessions(int limit, int listeners) {
        return (limit - OWN - listeners) / 2;
    }
}
