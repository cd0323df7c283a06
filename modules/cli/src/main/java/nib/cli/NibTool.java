package nib.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.spi.ToolProvider;

/** The command {@code nib} for other commands of the image, which write configurations and have them run. */
public final class NibTool implements ToolProvider {
    /** For the service loader. */
    public NibTool() {}

    @Override
    public String name() {
        return "nib";
    }

    /** It belongs to the process: whatever it says goes to the process's own streams. */
    @Override
    public int run(PrintStream out, PrintStream err, String... arguments) {
        return new Nib(Shell.ofProcess()).run(arguments);
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new Nib(Shell.ofProcess()).run(arguments);
    }
}
