package nib.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nib.api.Printable;
import nib.config.Words;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command line with picocli: finds the command, shows help, says what makes no sense. */
final class Arguments {
    private static final List<String> COMMANDS = List.of(
            "run", "check", "doctor", "plugins", "schema", "demo", "new", "image", "ctl", "completion", "version");

    private final Shell shell;

    Arguments(Shell shell) {
        this.shell = shell;
    }

    private static Command command(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "check" -> new CheckCommand();
            case "doctor" -> new DoctorCommand();
            case "plugins" -> new PluginsCommand();
            case "schema" -> new SchemaCommand();
            case "demo" -> new DemoCommand();
            case "new" -> new NewCommand();
            case "image" -> new ImageCommand();
            case "ctl" -> new CtlCommand();
            case "completion" -> new CompletionCommand();
            case "version" -> new VersionCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Does what a command line says; the answer is the exit code. */
    int run(String... arguments) throws Refusal {
        ParseResult line = parse(withoutHelpWord(arguments));
        for (ParseResult level = line; level != null; level = level.subcommand()) {
            if (level.isUsageHelpRequested()) {
                help(level);
                return Exit.OK;
            }
        }
        if (line.isVersionHelpRequested()) {
            return new VersionCommand().run(line, shell);
        }
        ParseResult chosen = line.subcommand();
        if (chosen == null) {
            throw new Refusal(
                    Exit.USAGE, "a command is missing: one of " + String.join(", ", COMMANDS) + "; see nib --help");
        }
        return command(chosen.commandSpec().name()).run(chosen, shell);
    }

    private void help(ParseResult level) {
        level.commandSpec().commandLine().usage(shell.out(), Help.Ansi.OFF);
    }

    /** {@code nib help run} is {@code nib run --help}. */
    private static String[] withoutHelpWord(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        List<String> turned = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
        turned.add("--help");
        return turned.toArray(String[]::new);
    }

    /** Every command. */
    static CommandSpec grammar() {
        return grammar(COMMANDS);
    }

    private static CommandSpec grammar(List<String> commands) {
        CommandSpec nib = Introduction.grammar();
        commands.forEach(name -> nib.addSubcommand(name, command(name).grammar()));
        return nib;
    }

    private static ParseResult parse(String[] arguments) throws Refusal {
        // Only the command that is named is described: the others would not be looked at.
        boolean known = arguments.length > 0 && COMMANDS.contains(arguments[0]);
        CommandSpec nib = grammar(known ? List.of(arguments[0]) : COMMANDS);
        CommandLine line = new CommandLine(nib).setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        try {
            return line.setExpandAtFiles(false).parseArgs(arguments);
        } catch (ParameterException e) {
            throw new Refusal(Exit.USAGE, mistake(e));
        }
    }

    /** One line that says what is wrong and what may have been meant. */
    private static String mistake(ParameterException e) {
        CommandSpec at = e.getCommandLine().getCommandSpec();
        String help = "see " + at.qualifiedName() + " --help";
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknownIn(at, unmatched.getUnmatched().getFirst(), help);
        }
        String message = String.valueOf(e.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1) + "; " + help;
    }

    private static String unknownIn(CommandSpec at, String word, String help) {
        if (word.startsWith("-")) {
            List<String> known =
                    at.options().stream().map(OptionSpec::longestName).toList();
            return unknown("option", word, known, help).line();
        }
        return at.subcommands().isEmpty()
                ? "there is no use for " + Printable.of(word, 80) + "; " + help
                : unknown("command", word, List.copyOf(at.subcommands().keySet()), help)
                        .line();
    }

    /** That there is no such thing, with the nearest that there is, or else where to read on. */
    static Refusal unknown(String noun, String word, List<String> known, String help) {
        String hint = Words.nearest(word, known)
                .map(near -> "did you mean " + near + "?")
                .orElse(help);
        return new Refusal(Exit.USAGE, "there is no " + noun + " " + Printable.of(word, 80) + "; " + hint);
    }
}
