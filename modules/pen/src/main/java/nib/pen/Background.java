package nib.pen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a command into the background, where C programs fork: starts the same Java once more, in a session of its own,
 * waits until that is ready or has failed, and shows what it said so far.
 */
final class Background {
    /** Tells the second that somebody waits for it. */
    private static final String WAITING = "NIB_BACKGROUND";

    private static final String READY = "nib-background-ready";
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Background() {}

    /** Whether this is the second. */
    static boolean isHere() {
        return System.getenv(WAITING) != null;
    }

    /** Lets the first go: by the second. */
    static void ready(PrintStream err) {
        if (isHere()) {
            err.println(READY);
            err.flush();
        }
    }

    /** Starts the second, as this was started; the exit status of the first. */
    static int start(PrintStream err) throws IOException {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString());
        }
        ProcessHandle.Info info = ProcessHandle.current().info();
        line.add(info.command().orElseThrow(() -> new IOException("cannot see how this was started")));
        line.addAll(List.of(info.arguments().orElseThrow(() -> new IOException("cannot see how this was started"))));
        ProcessBuilder second = new ProcessBuilder(line).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        second.environment().put(WAITING, "yes");
        Process process = second.start();
        process.getOutputStream().close();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String text = said.readLine(); text != null; text = said.readLine()) {
            if (text.equals(READY)) {
                return 0;
            }
            err.println(text);
        }
        return 1;
    }
}
