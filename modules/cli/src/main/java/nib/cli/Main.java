package nib.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.spi.ToolProvider;

/**
 * Where the process begins, whatever the command is called: one main class, since the cache for a quick start fits only
 * one. The other commands of the image start as {@code tool NAME}, and are tools that some module provides.
 */
final class Main {
    private static final String TOOL = "tool";

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(
                arguments.length >= 2 && arguments[0].equals(TOOL)
                        ? tool(arguments[1], Arrays.copyOfRange(arguments, 2, arguments.length))
                        : new Nib(Shell.ofProcess()).run(arguments));
    }

    private static int tool(String name, String... arguments) {
        Optional<ToolProvider> tool = ToolProvider.findFirst(name);
        if (tool.isEmpty()) {
            System.err.println("nib: this image has no tool of that name");
            return Exit.USAGE;
        }
        return tool.get().run(System.out, System.err, arguments);
    }
}
