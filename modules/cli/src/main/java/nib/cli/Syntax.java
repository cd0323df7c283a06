package nib.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Short ways to describe a command to picocli: by its builders, because its annotations cost three times as much. */
final class Syntax {
    private Syntax() {}

    /**
     * A command that knows {@code --help}.
     *
     * @param about one sentence
     * @param more paragraphs and examples below the options
     */
    static CommandSpec command(String name, String about, String... more) {
        CommandSpec command = CommandSpec.create()
                .name(name)
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        command.usageMessage()
                .description(about)
                .footer(more)
                .abbreviateSynopsis(false)
                .sortOptions(false)
                .width(80);
        return command;
    }

    /** An option that is there or not. */
    static OptionSpec flag(String name, String about) {
        return OptionSpec.builder(name).description(about).build();
    }

    /** An option with a value. */
    static OptionSpec option(String name, String label, String about) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(about)
                .build();
    }

    /** An operand that must be there; the first has the number 0. */
    static PositionalParamSpec operand(int number, String label, String about) {
        return operand(number, label, about, "1");
    }

    /** An operand that may be left out. */
    static PositionalParamSpec optional(int number, String label, String about) {
        return operand(number, label, about, "0..1");
    }

    private static PositionalParamSpec operand(int number, String label, String about, String arity) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(number))
                .arity(arity)
                .required(arity.equals("1"))
                .type(String.class)
                .paramLabel(label)
                .description(about)
                .build();
    }
}
