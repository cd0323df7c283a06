package nib.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A screen on which a few lines are drawn over again and again (ECMA-48, "ANSI" sequences). For any thread. */
final class Terminal {
    private static final Path OUT = Path.of("/proc/self/fd/1");

    private int height;

    /** Whether standard output is a terminal that understands. */
    static boolean isThere() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(OUT).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // not Linux: lines do everywhere
        }
    }

    /** Somebody has typed that many lines below what was drawn. */
    synchronized void lower(int lines) {
        height += lines;
    }

    /** What to write so that these lines stand where the last ones stood. */
    synchronized String over(List<String> lines) {
        StringBuilder frame = new StringBuilder();
        if (height > 0) {
            frame.append("\u001b[").append(height).append('A');
        }
        // Lines that are too long are cut by the terminal: wrapped ones would count twice.
        frame.append("\r\u001b[J\u001b[?7l");
        lines.forEach(line -> frame.append(line).append('\n'));
        height = lines.size();
        return frame.append("\u001b[?7h").toString();
    }
}
