package nib.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nib.config.Source;
import nib.kernel.Demands;
import nib.kernel.Plan;
import nib.kernel.Planner;
import nib.spi.Demand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib doctor}. */
final class DoctorCommand implements Command {
    private static final int PATIENCE_SECONDS = 10;

    @Override
    public CommandSpec grammar() {
        return Syntax.command(
                        "doctor",
                        "Say what a file needs of the machines, and whether it is there.",
                        "",
                        "For direct server return and for servers that see the clients' addresses",
                        "(transparent). Looks at this machine, and says what each server needs.",
                        "If something is missing here, the exit code is 1.",
                        "",
                        "Examples:",
                        "  nib doctor nib.yaml",
                        "  nib doctor --apply nib.yaml    bring about what is missing here")
                .addOption(Syntax.flag("--apply", "Run the commands that bring about what is missing here."))
                .addOption(Shelf.option())
                .addPositional(Syntax.operand(0, "FILE", "The configuration."));
    }

    @Override
    public int run(ParseResult line, Shell shell) throws Refusal {
        Path file = Path.of(line.matchedPositionalValue(0, ""));
        Design design = new Design(new Planner(Shelf.of(line, shell)), problems -> Source.read(file, problems));
        Plan plan = design.plan(Optional.empty());
        List<Demand> demands = Demands.of(plan);
        if (demands.isEmpty()) {
            shell.out().println(file + " needs nothing that Nib does not do itself");
            return Exit.OK;
        }
        boolean whole = here(demands, line.hasMatchedOption("--apply"), shell);
        servers(demands, shell);
        return whole ? Exit.OK : Exit.PROBLEM;
    }

    private static boolean here(List<Demand> demands, boolean apply, Shell shell) {
        shell.out().println("this machine");
        boolean whole = true;
        for (Demand one : demands) {
            if (one.place() == Demand.Place.HERE) {
                String why = missing(one);
                if (!why.isEmpty() && apply && !one.remedy().isEmpty()) {
                    why = remedy(one);
                }
                whole &= why.isEmpty();
                tell(one, why, shell);
            }
        }
        return whole;
    }

    private static void tell(Demand one, String why, Shell shell) {
        shell.out().println((why.isEmpty() ? "  ok       " : "  missing  ") + one.what());
        if (!why.isEmpty()) {
            if (!why.equals(" ")) {
                shell.out().println("           " + why);
            }
            remedies(one, shell);
        }
    }

    private static void remedies(Demand one, Shell shell) {
        one.remedy().forEach(words -> shell.out().println("           " + quoted(words)));
    }

    private static void servers(List<Demand> demands, Shell shell) {
        List<Demand> theirs = demands.stream()
                .filter(one -> one.place() == Demand.Place.SERVERS)
                .toList();
        if (!theirs.isEmpty()) {
            shell.out().println("each server, to be looked at there");
            for (Demand one : theirs) {
                shell.out().println("  " + one.what());
                remedies(one, shell);
            }
        }
    }

    /** Empty if it is so; a blank if it is not; or why that cannot be told. */
    private static String missing(Demand one) {
        Said said = run(one.check());
        if (!said.trouble.isEmpty()) {
            return said.trouble;
        }
        return Pattern.compile(one.seen(), Pattern.MULTILINE).matcher(said.out).find() ? "" : " ";
    }

    private static String remedy(Demand one) {
        for (List<String> words : one.remedy()) {
            Said said = run(words);
            if (!said.trouble.isEmpty()) {
                return said.trouble;
            }
        }
        return missing(one);
    }

    /**
     * What a program said.
     *
     * @param trouble why it did not do what it was to; empty if it did
     */
    private record Said(String out, String trouble) {}

    private static Said run(List<String> words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Said("", quoted(words) + " does not end");
            }
            // What lists nothing may say so with a status of its own: only what it prints counts.
            return new Said(process.exitValue() == 0 ? out : "", "");
        } catch (IOException e) {
            return new Said("", "there is no program " + words.getFirst());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Said("", "interrupted");
        }
    }

    /** As it would be written in a shell. */
    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> word.matches("[A-Za-z0-9_./:=+-]+") ? word : "'" + word + "'")
                .collect(Collectors.joining(" "));
    }
}
