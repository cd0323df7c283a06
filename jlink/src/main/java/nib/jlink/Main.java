package nib.jlink;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line of the image maker, for builds. */
public final class Main {
    private static final String USAGE = """
            usage: nib.jlink --edition FILE --jars FOLDER... --output FOLDER|FILE.tar.gz
                             [--version TEXT] [--configuration FOLDER|FILE] [--repository FOLDER]
                             [--plugin JAR|FOLDER]... [--option OPTION]... [--command NAME=MODULE/CLASS]...
                             [--rehearse | --train PROGRAM ARGUMENT...]""";

    private @Nullable Path edition;
    private @Nullable Path output;
    private @Nullable Path configuration;
    private @Nullable Path repository;
    private String version = "unknown";
    private final List<Path> jars = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<Path> dropIns = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> training = new ArrayList<>();

    private Main() {}

    /** Makes one image and ends the process: 0 for made, 1 for not made. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            new ImageMaker(step -> out.println("image: " + step)).make(new Main().order(arguments));
            return 0;
        } catch (ImageFailure | IOException e) {
            err.println("image: " + (e instanceof ImageFailure ? e.getMessage() : e.toString()));
        } catch (InterruptedException e) {
            err.println("image: interrupted");
        }
        return 1;
    }

    private ImageOrder order(List<String> arguments) throws ImageFailure, IOException {
        read(arguments.iterator());
        if (edition == null || output == null || jars.isEmpty()) {
            throw new ImageFailure("--edition, --jars and --output are needed\n" + USAGE);
        }
        if (commands.isEmpty()) {
            commands.add(new Command("nib", "nib.cli", "nib.cli.Main"));
        }
        Furniture furniture = new Furniture(configuration, repository, dropIns, options);
        return new ImageOrder(Edition.read(edition), version, jars, commands, furniture, training, output);
    }

    private void read(Iterator<String> arguments) throws ImageFailure {
        while (arguments.hasNext()) {
            String option = arguments.next();
            switch (option) {
                case "--edition" -> edition = Path.of(value(option, arguments));
                case "--jars" -> jars.add(Path.of(value(option, arguments)));
                case "--output" -> output = Path.of(value(option, arguments));
                case "--version" -> version = value(option, arguments);
                case "--configuration" -> configuration = Path.of(value(option, arguments));
                case "--repository" -> repository = Path.of(value(option, arguments));
                case "--plugin" -> dropIns.add(Path.of(value(option, arguments)));
                case "--option" -> options.add(value(option, arguments));
                case "--rehearse" -> training.addAll(Rehearsal.line());
                case "--command" -> commands.add(Command.parse(value(option, arguments)));
                case "--train" -> arguments.forEachRemaining(training::add);
                default -> throw new ImageFailure("unknown option " + option + "\n" + USAGE);
            }
        }
    }

    private static String value(String option, Iterator<String> arguments) throws ImageFailure {
        if (!arguments.hasNext()) {
            throw new ImageFailure(option + " needs a value\n" + USAGE);
        }
        return arguments.next();
    }
}
