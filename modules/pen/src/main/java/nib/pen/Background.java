package nib.pen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final Path OWN = Path.of("/proc/self/cmdline");

    private Background() {}

    /** Whether this is the second. */
    static boolean isHere() {
        return System.getenv(WAITING) != null;
    }

    /** Lets the first go, by the second; what that says from now on is for the log of the system. */
    static void ready(PrintStream out, PrintStream err) {
        if (isHere()) {
            for (PrintStream one : List.of(out, err)) {
                one.println(READY);
                one.flush();
            }
        }
    }

    /** Starts the second, as this was started; the exit status of the first. */
    static int start(PrintStream out, PrintStream err) throws IOException {
        ProcessBuilder second = new ProcessBuilder(line());
        second.environment().put(WAITING, "yes");
        Process process = second.start();
        process.getOutputStream().close();
        Thread answers = Thread.ofVirtual().start(() -> pass(process.getInputStream(), out));
        boolean ready = pass(process.getErrorStream(), err);
        try {
            answers.join();
            return ready ? 0 : process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static List<String> line() throws IOException {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString());
        }
        ProcessHandle.Info info = ProcessHandle.current().info();
        line.add(info.command().orElseThrow(() -> new IOException("cannot see how this was started")));
        line.addAll(Files.isReadable(OWN) ? own() : List.of(info.arguments().orElseThrow()));
        return line;
    }

    /** The JDK sees no more of it than a page. */
    private static List<String> own() throws IOException {
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        List<String> all = Arrays.asList(Files.readString(OWN, names).split("\0", -1));
        return all.subList(1, all.size() - 1);
    }

    /** Shows what the second says, until it is ready or over; whether it is ready. */
    private static boolean pass(InputStream from, PrintStream to) {
        BufferedReader said = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
        try {
            for (String text = said.readLine(); text != null; text = said.readLine()) {
                if (text.equals(READY)) {
                    return true;
                }
                to.println(text);
            }
        } catch (IOException e) {
            // it is over
        }
        return false;
    }
}
