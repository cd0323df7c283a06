package nib.pen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the command line of {@code penlogd}.
 *
 * @param entries how many requests are remembered
 * @param unbuffered whether each line is written at once, and not only when no more are waiting
 * @param folder to become the root of all paths, or null
 * @param user to become, or null
 */
record PenlogdOptions(
        int port,
        boolean foreground,
        boolean unbuffered,
        int entries,
        @Nullable Path log,
        @Nullable Path pid,
        @Nullable String folder,
        @Nullable String user) {
    static final String USAGE = """
            Usage:
              penlogd [options] port

              -d        debugging on
              -f        stay in foreground
              -j dir    run in chroot
              -l file   write log to file
              -b        write every line at once
              -n N      number of pen log entries to cache [1000]
              -p file   write pid to file
              -u user   run as alternative user
            """;

    private static final int ENTRIES = 1000;
    private static final int MOST = 10_000_000;

    static PenlogdOptions read(List<String> arguments) throws Failure {
        Map<Character, String> said = new HashMap<>();
        List<String> operands = new ArrayList<>(new Getopt("dfbj:l:n:p:u:").read(arguments, said::put));
        if (operands.size() != 1) {
            throw new Failure("one port is needed; penlogd --help shows how");
        }
        String entries = said.get('n');
        String log = said.get('l');
        String pid = said.get('p');
        return new PenlogdOptions(
                Text.number("the port", operands.getFirst(), 1, 65_535),
                said.containsKey('f'),
                said.containsKey('b'),
                entries == null ? ENTRIES : Text.number("-n", entries, 1, MOST),
                log == null ? null : Path.of(log),
                pid == null ? null : Path.of(pid),
                said.get('j'),
                said.get('u'));
    }
}
