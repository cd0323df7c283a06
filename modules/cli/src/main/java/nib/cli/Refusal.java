package nib.cli;

import java.util.List;
import nib.config.Problem;
import nib.config.Problems;

/** Something that the user asked for and cannot have, in words for the user: never shown with a stack trace. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int exit;
    private final String line;
    private final transient List<String> details;

    /**
     * A refusal.
     *
     * @param exit the exit code that fits, of {@link Exit}
     * @param message one line
     */
    Refusal(int exit, String message) {
        this(exit, message, List.of());
    }

    /**
     * A refusal with more to say.
     *
     * @param details lines that stand by themselves, to be shown before the message
     */
    Refusal(int exit, String message, List<String> details) {
        super(message);
        this.exit = exit;
        this.line = message;
        this.details = List.copyOf(details);
    }

    /** All that is wrong with a configuration, a line for each, and their number. */
    static Refusal of(Problems problems) {
        int count = problems.count();
        List<String> lines = problems.sorted().stream().map(Problem::toString).toList();
        return new Refusal(Exit.PROBLEM, count == 1 ? "1 problem" : count + " problems", lines);
    }

    /** What is said last: one line. */
    String line() {
        return line;
    }

    int exit() {
        return exit;
    }

    List<String> details() {
        return details;
    }
}
