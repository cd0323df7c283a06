package nib.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib run}. */
final class RunCommand implements Command {
    @Override
    public CommandSpec grammar() {
        return Syntax.command(
                        "run",
                        "Balance as a configuration file says.",
                        "",
                        "Signals:",
                        "  HUP         read the file again; if it has a problem, nothing changes",
                        "  TERM, INT   close the listeners, let connections end within the `drain`",
                        "              time of the file, then exit with 0; a second one cuts them",
                        "",
                        "Examples:",
                        "  nib run /etc/nib/nib.yaml",
                        "  nib run --control /run/nib/nib.ctl --pid /run/nib/nib.pid /etc/nib/nib.yaml")
                .addOption(Syntax.option(
                        "--control",
                        "PATH",
                        "The Unix socket for `nib ctl`. Else what `control` says in the file, else " + ControlPath.USUAL
                                + "."))
                .addOption(Syntax.option("--pid", "PATH", "Write the number of the process to this file."))
                .addOption(Shelf.option())
                .addPositional(Syntax.operand(0, "FILE", "The configuration."));
    }

    @Override
    public int run(ParseResult line, Shell shell) throws Refusal {
        String file = line.matchedPositionalValue(0, "");
        String control = line.matchedOptionValue("--control", null);
        String pid = line.matchedOptionValue("--pid", null);
        String plugins = line.matchedOptionValue("--plugins", null);
        return new Service(shell).run(RunOrder.of(file, control, pid, plugins));
    }
}
