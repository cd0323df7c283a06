package nib.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What may be said after some words of a command line.
 *
 * @param after the commands so far, without {@code nib}: empty, {@code run}, {@code ctl drain}
 * @param takes the options that take a value, with what the help calls it
 * @param operands what the help calls them
 */
record Sayable(
        String after, List<Word> commands, List<Word> options, Map<String, String> takes, List<String> operands) {
    /** One word and what it does. */
    record Word(String name, String about) {}

    /** For a command and all below it. */
    static List<Sayable> all(CommandSpec nib) {
        List<Sayable> all = new ArrayList<>();
        collect("", nib, all);
        return all;
    }

    private static void collect(String after, CommandSpec command, List<Sayable> all) {
        List<Word> commands = new ArrayList<>();
        command.subcommands().forEach((name, line) -> commands.add(new Word(name, about(line))));
        if (after.isEmpty()) {
            commands.add(new Word("help", "Explain a command."));
        }
        Map<String, String> takes = new LinkedHashMap<>();
        command.options().stream()
                .filter(option -> option.arity().max() > 0)
                .forEach(option -> takes.put(option.longestName(), option.paramLabel()));
        all.add(new Sayable(
                after,
                commands,
                command.options().stream().map(Sayable::word).toList(),
                takes,
                command.positionalParameters().stream()
                        .map(PositionalParamSpec::paramLabel)
                        .toList()));
        command.subcommands()
                .forEach((name, line) -> collect((after + " " + name).strip(), line.getCommandSpec(), all));
    }

    private static Word word(OptionSpec option) {
        return new Word(option.longestName(), String.join(" ", option.description()));
    }

    private static String about(CommandLine line) {
        return String.join(" ", line.getCommandSpec().usageMessage().description());
    }
}
