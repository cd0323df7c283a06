package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {
    static Set<String> commands() {
        return Arguments.grammar().subcommands().keySet();
    }

    @Test
    void theFirstHelpTeaches() {
        Cli.Outcome help = Cli.nib("--help");
        assertEquals(Exit.OK, help.exit());
        assertEquals("", help.err());
        Golden.check("help.txt", help.out());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(String command) {
        Cli.Outcome help = Cli.nib(command, "--help");
        assertEquals(Exit.OK, help.exit());
        Golden.check("help-" + command + ".txt", help.out());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpBeforeACommandIsHelpAfterIt(String command) {
        assertEquals(Cli.nib(command, "--help"), Cli.nib("help", command));
    }

    @Test
    void helpForACommandOfCtlIsOfThatCommand() {
        Cli.Outcome help = Cli.nib("ctl", "weight", "--help");
        assertEquals(Exit.OK, help.exit());
        assertTrue(help.out().startsWith("Usage: nib ctl weight "), help.out());
        assertEquals(help, Cli.nib("help", "ctl", "weight"));
    }

    @Test
    void nothingIsLeftUnexplained() {
        explained(Arguments.grammar());
    }

    private static void explained(CommandSpec command) {
        assertSentence(command, command.usageMessage().description());
        command.options().forEach(option -> assertSentence(command, option.description()));
        command.positionalParameters().forEach(operand -> assertSentence(command, operand.description()));
        for (String line : command.usageMessage().footer()) {
            assertTrue(line.length() < 80, line);
        }
        command.subcommands().values().forEach(line -> explained(line.getCommandSpec()));
    }

    private static void assertSentence(CommandSpec command, String... text) {
        String all = String.join(" ", text);
        assertTrue(all.matches("(?s)[A-Z].*\\."), command.qualifiedName() + ": " + all);
    }

    @Test
    void linesFitOnATerminal() {
        for (String command : commands()) {
            Cli.nib(command, "--help").out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
        }
        Cli.nib("--help").out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void theVersionNamesNibAndJava() {
        Cli.Outcome version = Cli.nib("version");
        assertEquals(Exit.OK, version.exit());
        assertTrue(version.out().matches("nib \\S+, Java \\S+, .*\\R"), version.out());
        assertEquals(version, Cli.nib("--version"));
    }
}
