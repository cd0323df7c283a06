package nib.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import nib.api.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib new}: writes what one begins with. */
final class NewCommand implements Command {
    @Override
    public CommandSpec grammar() {
        CommandSpec all = Syntax.command("new", "Begin a plugin: make a small Maven project.");
        all.usageMessage().synopsisSubcommandLabel("COMMAND").commandListHeading("%nCommands:%n");
        CommandSpec plugin = Syntax.command(
                        "plugin",
                        "Make a Maven project of a plugin that works, to be changed into yours.",
                        "",
                        "It has a provider, settings, a contract test, a test in a whole Nib, and a",
                        "page of documentation. Nothing is fetched now. Building it needs a JDK " + PluginName.JAVA,
                        "or newer, and Maven; the parts of Nib come from share/maven of this image.",
                        "",
                        "Example:",
                        "  nib new plugin policy nearest && cd nearest && mvn verify")
                .addOption(Syntax.option("--package", "PACKAGE", "Its package and module; else example.NAME."))
                .addPositional(Syntax.operand(0, "KIND", kinds() + "."))
                .addPositional(Syntax.operand(1, "NAME", "Its word in a configuration, and its folder."));
        all.addSubcommand("plugin", plugin);
        return all;
    }

    private static String kinds() {
        List<String> words =
                Arrays.stream(PluginKind.values()).map(PluginKind::word).toList();
        String all = String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
        return all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1);
    }

    @Override
    public int run(ParseResult line, Shell shell) throws Refusal {
        ParseResult chosen = line.subcommand();
        if (chosen == null) {
            throw new Refusal(Exit.USAGE, "say what: nib new plugin KIND NAME; see nib new plugin --help");
        }
        PluginKind kind = PluginKind.of(chosen.matchedPositionalValue(0, ""));
        @Nullable String wanted = chosen.matchedOptionValue("--package", null);
        PluginName name = PluginName.of(chosen.matchedPositionalValue(1, ""), wanted);
        Path folder = Path.of(name.word());
        try {
            requireEmpty(folder);
            for (Path file : new PluginProject(kind, name).write(folder)) {
                shell.out().println(file);
            }
        } catch (IOException e) {
            throw new Refusal(Exit.CANNOT_START, "cannot write " + folder + ": " + e);
        }
        shell.out().println();
        shell.out().println("build it:   cd " + folder + " && mvn verify");
        shell.out().println("use it:     drop target/" + name.word() + ".jar into a plugin folder");
        return Exit.OK;
    }

    private static void requireEmpty(Path folder) throws Refusal, IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isEmpty()) {
                    return;
                }
            }
        }
        if (Files.exists(folder)) {
            throw new Refusal(
                    Exit.PROBLEM, Printable.of(folder.toString(), 80) + " is there already; nothing was written");
        }
    }
}
