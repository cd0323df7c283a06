package nib.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code nib} command. */
@Command(
        name = "nib",
        description = "A load balancer with interchangeable parts.",
        mixinStandardHelpOptions = true,
        version = "nib 0.1.0-SNAPSHOT")
final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(name = "version", description = "Prints the version.")
    void version() {
        spec.commandLine().printVersionHelp(System.out);
    }
}
