package nib.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;
import nib.kernel.Catalog;

/**
 * What a command has around it.
 *
 * @param environment the environment variables
 * @param plugins what is installed; looked for only when a command needs it
 */
record Shell(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Supplier<Catalog> plugins) {
    /** That of the process. */
    static Shell ofProcess() {
        return new Shell(System.in, System.out, System.err, System.getenv(), Catalog::installed);
    }

    /** Whether somebody is looking, so that what was written may be drawn over. */
    boolean isTerminal() {
        return out.equals(System.out) && Terminal.isThere();
    }

    /** Whether faults are to be shown with all their details. */
    boolean debugs() {
        return debugs(environment);
    }

    /** Whether {@code NIB_DEBUG} is set to anything but 0. */
    static boolean debugs(Map<String, String> environment) {
        String value = environment.getOrDefault("NIB_DEBUG", "");
        return !value.isEmpty() && !value.equals("0");
    }
}
