package nib.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code nib completion}: a script for a shell with a table of every command. Not picocli's own, which knows neither
 * zsh's descriptions nor the servers of a running Nib.
 */
final class CompletionCommand implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    @Override
    public CommandSpec grammar() {
        return Syntax.command(
                        "completion",
                        "Print what lets a shell complete the commands of Nib.",
                        "",
                        "Completes commands, options, files, words of plugins, and the pools and",
                        "servers of a running Nib.",
                        "",
                        "In ~/.bashrc:",
                        "  . <(nib completion bash)",
                        "In ~/.zshrc, after compinit:",
                        "  . <(nib completion zsh)")
                .addPositional(Syntax.operand(0, String.join("|", SHELLS), "The shell."));
    }

    @Override
    public int run(ParseResult line, Shell shell) throws Refusal {
        String which = line.matchedPositionalValue(0, "");
        if (!SHELLS.contains(which)) {
            throw Arguments.unknown(
                    "completion for", which, SHELLS, "there is one for " + String.join(" and ", SHELLS));
        }
        boolean bash = which.equals("bash");
        String table = Sayable.all(Arguments.grammar()).stream()
                .map(level -> bash ? bash(level) : zsh(level))
                .collect(Collectors.joining("\n"));
        shell.out().print(script("completion." + which).replace("@TABLE@", table));
        return Exit.OK;
    }

    private static String script(String name) {
        try (InputStream in = Objects.requireNonNull(CompletionCommand.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bash(Sayable level) {
        return indented("'" + level.after() + "')")
                + indented("    commands='" + names(level.commands()) + "'")
                + indented("    options='" + names(level.options()) + "'")
                + indented("    takes='"
                        + level.takes().entrySet().stream()
                                .map(one -> one.getKey() + "=" + one.getValue())
                                .collect(Collectors.joining(" "))
                        + "'")
                + indented("    operands=(" + quoted(level.operands()) + ")")
                + "            ;;";
    }

    private static String zsh(Sayable level) {
        return indented("('" + level.after() + "')")
                + indented("    commands=(" + described(level.commands()) + ")")
                + indented("    options=(" + described(level.options()) + ")")
                + indented("    takes=("
                        + level.takes().entrySet().stream()
                                .map(one -> one.getKey() + " " + quote(one.getValue()))
                                .collect(Collectors.joining(" "))
                        + ")")
                + indented("    operands=(" + quoted(level.operands()) + ")")
                + "            ;;";
    }

    private static String indented(String line) {
        return "        " + line + "\n";
    }

    private static String names(List<Sayable.Word> words) {
        return words.stream().map(Sayable.Word::name).collect(Collectors.joining(" "));
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(CompletionCommand::quote).collect(Collectors.joining(" "));
    }

    private static String described(List<Sayable.Word> words) {
        return quoted(
                words.stream().map(word -> word.name() + ":" + word.about()).toList());
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
