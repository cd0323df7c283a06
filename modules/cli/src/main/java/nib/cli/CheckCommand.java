package nib.cli;

import java.nio.file.Path;
import java.util.Optional;
import nib.config.Source;
import nib.kernel.Explanation;
import nib.kernel.Plan;
import nib.kernel.Planner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib check}. */
final class CheckCommand implements Command {
    @Override
    public CommandSpec grammar() {
        return Syntax.command(
                        "check",
                        "Say what a file means, or all that is wrong with it.",
                        "",
                        "Opens no socket, starts nothing.",
                        "",
                        "A problem is one line: file:line:column: what was found; what would be right.",
                        "If there is one, the exit code is 1.",
                        "",
                        "Examples:",
                        "  nib check nib.yaml",
                        "  nib check --plan nib.yaml    every setting, defaults included",
                        "  nib check --explain 10.0.0.1 nib.yaml")
                .addOption(Syntax.flag("--plan", "Print the plan as a configuration file, defaults included."))
                .addOption(Syntax.option(
                        "--explain", "CLIENT", "Tell what would become of a client, while all servers are up."))
                .addOption(Syntax.option("--listener", "NAME", "Where it comes in; needed if there are several."))
                .addOption(Syntax.option("--sni", "NAME", "The name that it asks for in TLS."))
                .addOption(Shelf.option())
                .addPositional(Syntax.operand(0, "FILE", "The configuration."));
    }

    @Override
    public int run(ParseResult line, Shell shell) throws Refusal {
        Path file = Path.of(line.matchedPositionalValue(0, ""));
        Design design = new Design(new Planner(Shelf.of(line, shell)), problems -> Source.read(file, problems));
        Plan plan = design.plan(Optional.empty());
        plan.catalog().refused().forEach(refused -> shell.err().println("nib: plugin left out: " + refused));
        if (line.hasMatchedOption("--explain")) {
            explain(plan, line, shell);
        } else if (line.hasMatchedOption("--plan")) {
            shell.out().print(plan.print());
        } else {
            shell.out().println(file + " is good: " + PlanText.count(plan));
            PlanText.of(plan).forEach(shell.out()::println);
        }
        return Exit.OK;
    }

    private static void explain(Plan plan, ParseResult line, Shell shell) throws Refusal {
        Explanation told = ExplainOrder.preview(
                plan,
                line.matchedOptionValue("--explain", ""),
                line.matchedOptionValue("--listener", ExplainOrder.ANY),
                Optional.ofNullable(line.matchedOptionValue("--sni", (String) null)));
        ExplainOrder.lines(told.steps(), told.outcome()).forEach(shell.out()::println);
    }
}
