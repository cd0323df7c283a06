package nib.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ManualPageTest {
    private static String page() throws IOException {
        return Files.readString(Path.of("../../docs/man/nib.1"))
                .replace("\\-", "-")
                .replaceAll("\\\\f[A-Z]", "");
    }

    @Test
    void itNamesEveryCommandAndEveryOption() throws IOException {
        String page = page();
        Arguments.grammar().subcommands().values().forEach(command -> assertNamed(page, command.getCommandSpec()));
    }

    private static void assertNamed(String page, CommandSpec command) {
        assertTrue(page.matches("(?s).*\\.TP\n\\.[A-Z]+ " + command.name() + "\\b.*"), command.name());
        command.options().stream()
                .filter(option -> !option.usageHelp())
                .forEach(option -> assertTrue(page.contains(option.longestName()), option.longestName()));
        command.positionalParameters()
                .forEach(operand -> assertTrue(page.contains(operand.paramLabel()), operand.paramLabel()));
        command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .forEach(inner -> assertNamed(page, inner));
    }

    @Test
    void itNamesEveryExitCode() throws IOException {
        String page = page();
        Introduction.grammar()
                .usageMessage()
                .exitCodeList()
                .keySet()
                .forEach(code -> assertTrue(page.contains(".TP\n.B " + code + "\n"), code));
    }
}
