package nib.pen;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.spi.ToolProvider;

/** A command, which any other command may run, too. */
abstract class Tool implements ToolProvider {
    /** Runs it; its exit status. */
    abstract int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err);

    @Override
    public final int run(PrintStream out, PrintStream err, String... arguments) {
        int status = run(List.of(arguments), System.in, out, err);
        out.flush();
        return status;
    }

    /** What it writes as bytes is shown when it has ended. */
    @Override
    public final int run(PrintWriter out, PrintWriter err, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        int status = run(
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new PrintStream(complained, true, StandardCharsets.UTF_8),
                arguments);
        out.print(said.toString(StandardCharsets.UTF_8));
        err.print(complained.toString(StandardCharsets.UTF_8));
        out.flush();
        err.flush();
        return status;
    }
}
