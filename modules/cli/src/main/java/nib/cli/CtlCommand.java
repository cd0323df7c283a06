package nib.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib ctl}: one command for each of the {@link Orders}. */
final class CtlCommand implements Command {
    private static final String TARGET = "POOL/SERVER";
    private static final String WHICH = "A server as `nib ctl status` names it, after its pool and a slash.";

    @Override
    public CommandSpec grammar() {
        CommandSpec ctl = asking(Syntax.command(
                "ctl",
                "Ask a running Nib, or change it.",
                "",
                "A change lasts until the next reload or restart.",
                "The control socket may be used by the user that Nib runs as, and by root.",
                "",
                "Examples:",
                "  nib ctl status",
                "  nib ctl drain app/10.0.0.11:8080",
                "  nib ctl weight app/app-2 5 && nib ctl diff",
                "  nib ctl --json connections | jq '.connections | length'"));
        ctl.usageMessage().synopsisSubcommandLabel("COMMAND").commandListHeading("%nCommands:%n");
        add(ctl, "status", "Show listeners, pools and servers.");
        add(ctl, "connections", "Show the connections that are open.")
                .addOption(Syntax.option("--pool", "POOL", "Only those of one pool."));
        add(ctl, "close", "Cut one connection.")
                .addPositional(Syntax.operand(0, "ID", "Its number, as `nib ctl connections` shows it."));
        add(ctl, "explain", "Tell what would become of a client, and who decides that; nothing changes.")
                .addPositional(Syntax.operand(0, "CLIENT", "Its address: 10.0.0.1, or 10.0.0.1:4000 with its port."))
                .addOption(Syntax.option("--listener", "NAME", "Where it comes in; needed if there are several."))
                .addOption(Syntax.option("--sni", "NAME", "The name that it asks for in TLS."));
        add(ctl, "why", "Tell what became of a connection, and what would become of its client now.")
                .addPositional(Syntax.operand(
                        0, "CONNECTION", "Its number, or its client: 10.0.0.1:4000, as logs show both."));
        add(ctl, "counters", "Show how many clients each guard turned away, and what it has counted.")
                .addOption(Syntax.flag("--reset", "Set to zero what is shown, and begin anew."));
        add(ctl, "engines", "Show what carries listeners, and what it knows, such as hardware addresses.");
        add(ctl, "drain", "Let a server finish what it has, and give it nothing new.", TARGET);
        add(ctl, "ready", "Let a server take clients again.", TARGET);
        add(ctl, "maint", "Take a server out of service; its connections are cut.", TARGET);
        add(ctl, "weight", "Change the share of a server.", TARGET)
                .addPositional(Syntax.operand(1, "N", "Its share relative to the others; 0 takes no new clients."));
        add(ctl, "limits", "Change how many connections a server takes at once.", TARGET)
                .addPositional(Syntax.operand(1, "MAX", "For clients that are new; 0 for no limit."))
                .addPositional(Syntax.optional(2, "HARD", "For clients that come back; else it stays."));
        add(ctl, "reload", "Read the file again; if it has a problem, nothing changes.");
        add(ctl, "diff", "Show what differs from the file; exits with 1 if it does.");
        add(ctl, "plan", "Print the plan in force as a file, defaults included.");
        add(ctl, "stop", "Close the listeners, let connections end, then stop.")
                .addOption(Syntax.flag("--now", "Cut the connections at once."));
        return ctl;
    }

    private static CommandSpec add(CommandSpec ctl, String name, String about) {
        CommandSpec command = asking(Syntax.command(name, about));
        ctl.addSubcommand(name, command);
        return command;
    }

    private static CommandSpec add(CommandSpec ctl, String name, String about, String target) {
        return add(ctl, name, about).addPositional(Syntax.operand(0, target, WHICH));
    }

    /** These may stand before or after the name of a command. */
    private static CommandSpec asking(CommandSpec command) {
        return command.addOption(Syntax.option(
                        "--control",
                        "PATH",
                        "The control socket. Else " + ControlPath.USUAL + ", the first that answers."))
                .addOption(Syntax.flag("--json", "Show the answer as JSON."));
    }

    @Override
    public int run(ParseResult line, Shell shell) throws Refusal {
        ParseResult command = line.subcommand();
        if (command == null) {
            throw new Refusal(
                    Exit.USAGE,
                    "a command is missing: one of "
                            + String.join(", ", line.commandSpec().subcommands().keySet())
                            + "; see nib ctl --help");
        }
        Optional<Path> control =
                Optional.ofNullable(either(line, command, "--control")).map(Path::of);
        byte[] answer = ControlClient.at(control, shell.environment()).ask(words(command));
        Json read = read(answer);
        if (line.hasMatchedOption("--json") || command.hasMatchedOption("--json")) {
            shell.out().writeBytes(answer);
            shell.out().flush();
            return read.has("error") || differs(read) ? Exit.PROBLEM : Exit.OK;
        }
        if (read.has("error")) {
            throw new Refusal(Exit.PROBLEM, read.text("error"), read.texts("problems"));
        }
        show(command.commandSpec().name(), read).forEach(shell.out()::println);
        return differs(read) ? Exit.PROBLEM : Exit.OK;
    }

    private static boolean differs(Json answer) {
        return answer.has("same") && !answer.is("same");
    }

    private static @Nullable String either(ParseResult line, ParseResult command, String option) {
        return command.matchedOptionValue(option, line.matchedOptionValue(option, (String) null));
    }

    /** The order as it is sent: the name, what an option of its own says, the operands. */
    private static List<String> words(ParseResult command) {
        List<String> words = new ArrayList<>();
        words.add(command.commandSpec().name());
        String pool = command.hasMatchedOption("--pool") ? command.matchedOptionValue("--pool", "") : "";
        if (!pool.isEmpty()) {
            words.add(pool);
        }
        if (command.hasMatchedOption("--reset")) {
            words.add("reset");
        }
        if (command.hasMatchedOption("--now")) {
            words.add("now");
        }
        command.matchedPositionals().forEach(operand -> words.addAll(operand.stringValues()));
        if (command.hasMatchedOption("--listener") || command.hasMatchedOption("--sni")) {
            words.add(command.matchedOptionValue("--listener", ExplainOrder.ANY));
        }
        if (command.hasMatchedOption("--sni")) {
            words.add(command.matchedOptionValue("--sni", ""));
        }
        return words;
    }

    private static Json read(byte[] answer) throws Refusal {
        try {
            return Json.read(answer);
        } catch (IOException e) {
            throw new Refusal(Exit.NOBODY, "what answers there is no Nib: " + e.getMessage());
        }
    }

    private static List<String> show(String name, Json answer) {
        return switch (name) {
            case "status" -> StatusText.of(answer);
            case "connections" -> StatusText.connections(answer);
            case "plan" -> answer.text("plan").lines().toList();
            case "explain", "why" -> ExplainOrder.lines(answer.texts("steps"), answer.text("outcome"));
            case "counters" -> StatusText.counters(answer);
            case "engines" -> StatusText.engines(answer);
            case "diff" -> answer.is("same") ? List.of("as in the file") : answer.texts("lines");
            default -> List.of(answer.text("message"));
        };
    }
}
