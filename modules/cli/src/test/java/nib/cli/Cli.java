package nib.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import nib.kernel.Catalog;

/** The command {@code nib} inside the test, with what it writes kept. */
final class Cli {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final InputStream in;
    private final Map<String, String> environment;

    Cli(InputStream in, Map<String, String> environment) {
        this.in = in;
        this.environment = environment;
    }

    /**
     * What came of a command.
     *
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     */
    record Outcome(int exit, String out, String err) {}

    /** Runs a command without input or environment. */
    static Outcome nib(String... arguments) {
        return new Cli(InputStream.nullInputStream(), Map.of()).run(arguments);
    }

    /** Runs a command with an environment. */
    static Outcome nib(Map<String, String> environment, String... arguments) {
        return new Cli(new ByteArrayInputStream(new byte[0]), environment).run(arguments);
    }

    Outcome run(String... arguments) {
        int exit = new Nib(shell()).run(arguments);
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Shell shell() {
        return new Shell(in, stream(out), stream(err), environment, Catalog::installed);
    }

    /** What was written to standard output so far. */
    String soFar() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was written to standard error so far. */
    String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
