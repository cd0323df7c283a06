package nib.pen;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/** The command {@code penlogd}, penlogd(1); see {@link LogServer} for what it does. */
public final class Penlogd extends Tool {
    /** For the service loader. */
    public Penlogd() {}

    @Override
    public String name() {
        return "penlogd";
    }

    @Override
    int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            (arguments.isEmpty() ? err : out).print(PenlogdOptions.USAGE);
            return arguments.isEmpty() ? 1 : 0;
        }
        try {
            PenlogdOptions options = PenlogdOptions.read(arguments);
            if (!options.foreground() && !Background.isHere()) {
                return Background.start(out, err);
            }
            LogServer.serve(options, out, err);
            return 0;
        } catch (Failure | IOException e) {
            err.println("penlogd: " + e.getMessage());
            return 1;
        }
    }
}
