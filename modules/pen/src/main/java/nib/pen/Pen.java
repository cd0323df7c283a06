package nib.pen;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The command {@code pen}: balances as pen would with the same command line, or prints that as a configuration of Nib.
 * What is not carried over is a failure where it would run, and a comment where it is explained.
 */
public final class Pen extends Tool {
    private static final String EXPLAIN = "--explain";

    /** For the service loader. */
    public Pen() {}

    @Override
    public String name() {
        return "pen";
    }

    @Override
    int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            (arguments.isEmpty() ? err : out).print(PenOptions.USAGE);
            return arguments.isEmpty() ? 1 : 0;
        }
        boolean explain = arguments.getFirst().equals(EXPLAIN);
        try {
            Farm farm = PenOptions.read(explain ? arguments.subList(1, arguments.size()) : arguments, err);
            String yaml = PenYaml.of(farm);
            if (explain) {
                out.print(yaml);
                return 0;
            }
            return balance(farm, yaml, out, err);
        } catch (Failure | IOException e) {
            err.println("pen: " + e.getMessage());
            return 1;
        }
    }

    private static int balance(Farm farm, String yaml, PrintStream out, PrintStream err) throws Failure, IOException {
        if (!farm.foreground) {
            farm.missing.add("the background, which is the service manager's; say -f");
        }
        if (!farm.missing.isEmpty()) {
            throw new Failure("not there yet: " + String.join("; ", farm.missing));
        }
        Path file = Files.createTempFile("pen-", ".yaml");
        try {
            Files.writeString(file, yaml);
            List<String> line = new ArrayList<>(List.of("run"));
            if (farm.pid != null) {
                line.addAll(List.of("--pid", Path.of(farm.pid).toAbsolutePath().toString()));
            }
            line.add(file.toString());
            ToolProvider nib = ToolProvider.findFirst("nib").orElseThrow(() -> new Failure("nib is not in this image"));
            return nib.run(out, err, line.toArray(String[]::new));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
