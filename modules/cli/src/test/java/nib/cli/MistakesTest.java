package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistakesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rnu nib.yaml                | there is no command rnu; did you mean run?
            frobnicate                  | there is no command frobnicate; see nib --help
            --hlep                      | there is no option --hlep; did you mean --help?
            run                         | missing required parameter: 'FILE'; see nib run --help
            run --contrl x nib.yaml     | there is no option --contrl; did you mean --control?
            run --control               | missing required parameter for option '--control' (PATH); see nib run --help
            run a.yaml b.yaml           | there is no use for b.yaml; see nib run --help
            check --plan                | missing required parameter: 'FILE'; see nib check --help
            ctl                         | a command is missing: one of status, connections, close, explain, why, counters, engines, drain, ready, maint, weight, limits, reload, diff, plan, stop; see nib ctl --help
            ctl statsu                  | there is no command statsu; did you mean status?
            ctl weight app/a            | missing required parameter: 'N'; see nib ctl weight --help
            ctl drain                   | missing required parameter: 'POOL/SERVER'; see nib ctl drain --help
            ctl --jsn status            | there is no option --jsn; did you mean --json?
            demo --port x               | --port: expected a port (0 to 65535), found x
            demo --port 65536           | --port: expected a port (0 to 65535), found 65536
            plugins round-robbin        | there is no plugin round-robbin; did you mean round-robin?
            """)
    void areToldInOneLineWithWhatMayHaveBeenMeant(String line, String told) {
        Cli.Outcome outcome = Cli.nib(line.trim().split(" +"));
        assertEquals("nib: " + told + "\n", outcome.err());
        assertEquals("", outcome.out());
        assertEquals(Exit.USAGE, outcome.exit());
    }

    @Test
    void nothingAtAllIsAMistakeToo() {
        Cli.Outcome outcome = Cli.nib();
        assertEquals(Exit.USAGE, outcome.exit());
        assertTrue(outcome.err().startsWith("nib: a command is missing: one of run, check"), outcome.err());
    }

    @Test
    void aStackIsShownOnlyWhenAskedFor() {
        assertFalse(Cli.nib("rnu").err().contains("at nib.cli"));
        assertFalse(Cli.nib(Map.of("NIB_DEBUG", "0"), "rnu").err().contains("\tat "));
        assertTrue(Cli.nib(Map.of("NIB_DEBUG", "1"), "rnu").err().contains("\tat "));
    }

    @Test
    void aFaultOfNibItselfSaysSo() {
        Cli cli = new Cli(System.in, Map.of());
        Shell broken =
                new Shell(cli.shell().in(), cli.shell().out(), cli.shell().err(), Map.of(), () -> {
                    throw new IllegalStateException("no catalog");
                });
        assertEquals(Exit.FAULT, new Nib(broken).run("plugins"));
        List<String> lines = cli.errors().lines().toList();
        assertEquals(
                List.of(
                        "nib: a fault of Nib itself: java.lang.IllegalStateException: no catalog",
                        "nib: NIB_DEBUG=1 in the environment shows where"),
                lines);
    }

    @Test
    void controlCharactersOfAMistakeDoNotReachTheTerminal() {
        assertEquals(
                "nib: there is no command \\u001b[2J; see nib --help\n",
                Cli.nib("\u001b[2J").err());
    }
}
