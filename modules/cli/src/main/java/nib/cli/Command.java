package nib.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of {@code nib}. */
interface Command {
    /** Its name, options, operands and help. */
    CommandSpec grammar();

    /**
     * Does it.
     *
     * @param line what was written after its name
     * @return the exit code, of {@link Exit}
     */
    int run(ParseResult line, Shell shell) throws Refusal;
}
