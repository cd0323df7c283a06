package nib.pen;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The command {@code mergelogs}: merges the logs of several web servers by time, and puts the clients in front that the
 * balancer's log knows; mergelogs(1). Times are written in UTC.
 */
public final class Mergelogs extends Tool {
    private static final String USAGE = """
            Usage: mergelogs -p penlog [-j jitter] \\
                    server1:logfile1 [server2:logfile2 ...]

              -c                Remember all of pen's log, however long ago
              -d                Debugging (repeat for more)
              -p penlog         Log file from pen
              -j jitter         Jitter in seconds [600]
              -r filename       Where to put rejects
              -t seconds        East of UTC, for times that do not say it
              server:logfile    Web server address and name of logfile
            """;

    /** For the service loader. */
    public Mergelogs() {}

    @Override
    public String name() {
        return "mergelogs";
    }

    @Override
    int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            (arguments.isEmpty() ? err : out).print(USAGE);
            return arguments.isEmpty() ? 1 : 0;
        }
        try {
            new Merge(err).run(arguments, out);
            return 0;
        } catch (Failure | IOException | UncheckedIOException e) {
            err.println("mergelogs: " + e.getMessage());
            return 1;
        }
    }
}
