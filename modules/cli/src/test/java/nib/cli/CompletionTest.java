package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Has the real shells complete, beside a program that answers as a running Nib would. */
class CompletionTest {
    private static final String STATUS = """
            {"pools": [
              {"name": "app", "policy": "first", "servers": [
                {"name": "10.0.0.11:8080", "state": "up"},
                {"name": "second", "state": "down", "reason": "connection refused", "addresses": ["10.0.0.12:80"]}]},
              {"name": "office", "policy": "first", "servers": [{"name": "desk", "state": "up"}]}]}
            """;

    private static final String LINES = """
            nib 'ch'                                | check
            nib ''                                  | run check doctor plugins schema demo new image ctl completion version help
            nib check '--'                          | --help --plan --explain --listener --sni --plugins
            nib check '--pl'                        | --plan --plugins
            nib check 'ni'                          | nib.yaml
            nib check --plan 'ni'                   | nib.yaml
            nib check nib.yaml ''                   | -
            nib run --pid 'ni'                      | nib.yaml
            nib run --plugins 'o'                   | other
            nib run --plugins='o'                   | other
            nib run --plugins other 'ni'            | nib.yaml
            nib plugins 'ro'                        | round-robin
            nib completion ''                       | bash zsh
            nib help 'dem'                          | demo
            nib help ctl 'sta'                      | status
            nib ctl 'st'                            | status stop
            nib ctl stop '--n'                      | --now
            nib ctl drain 'app/'                    | app/10.0.0.11:8080 app/second
            nib ctl drain 'app/10.0.0.11:'          | app/10.0.0.11:8080
            nib ctl drain 'o'                       | office/desk
            nib ctl --control other weight 'e'      | elsewhere/one
            nib ctl weight app/second ''            | -
            nib ctl connections --pool 'off'        | office
            """;

    @TempDir
    private Path folder;

    private Path work = Path.of("");

    @BeforeEach
    void aNibAnswers() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        Files.createFile(work.resolve("nib.yaml"));
        Files.createDirectory(work.resolve("other"));
        Json status = Json.read(STATUS.getBytes(StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("status"), String.join("\n", StatusText.of(status)) + "\n");
        Files.writeString(folder.resolve("plugins"), Cli.nib("plugins").out());
        Path nib = Files.writeString(folder.resolve("nib"), """
                #!/bin/sh
                case "$*" in
                    plugins) cat ../plugins ;;
                    'ctl status') cat ../status ;;
                    'ctl --control other status') sed 's/^pool .*/pool elsewhere: first, 0 active/; s/desk/one /' ../status | tail -3 ;;
                esac
                """);
        Files.setPosixFilePermissions(nib, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = LINES)
    void bashCompletes(String line, String found) throws IOException, InterruptedException {
        String typed = line.replace("'", "");
        // What stands before the last colon is typed already and not said again.
        String said = typed.substring(typed.lastIndexOf(' ') + 1);
        String kept = said.substring(0, said.lastIndexOf(':') + 1);
        String script = """
                . ../completion.bash
                COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
                COMP_LINE=$1 COMP_POINT=${#1}
                _nib ../nib
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        assertEquals(
                expected(found),
                run("bash", script, typed).stream().map(kept::concat).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = LINES)
    void zshCompletes(String line, String found) throws IOException, InterruptedException {
        assumeTrue(isThere("zsh"), "zsh is not installed");
        // What zsh's own functions would be asked to offer.
        String script = """
                compdef() {}
                offer() { local one; for one; do [[ $one == $PREFIX* ]] && print -r -- $one; done; true }
                compadd() { shift; offer "$@" }
                compset() { PREFIX=${PREFIX#*=} }
                _files() { [[ $1 == -/ ]] && offer *(/N) || offer *.yaml(N) *(/N) }
                _message() { true }
                _describe() { shift $(( $# - 1 )); local -a all=(${(P)1}); offer ${all%%:*} }
                . ../completion.zsh
                words=(${(z)1}); words[1]=../nib
                [[ $1 == *' ' ]] && words+=('')
                CURRENT=$#words PREFIX=$words[-1]
                _nib
                """;
        assertEquals(expected(found), run("zsh", script, line.replace("'", "")));
    }

    private static List<String> expected(String found) {
        return found.equals("-") ? List.of() : List.of(found.split(" "));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(one -> Files.isExecutable(Path.of(one, program)));
    }

    private List<String> run(String shell, String script, String line) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("completion." + shell),
                Cli.nib("completion", shell).out());
        String options = shell.equals("bash") ? "--norc" : "-f";
        Process process = new ProcessBuilder(shell, options, "-c", script, shell, line)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out.lines().filter(one -> !one.isEmpty()).toList();
    }

    @Test
    void anotherShellIsRefusedWithTheNearestThatIsKnown() {
        Cli.Outcome outcome = Cli.nib("completion", "bsh");
        assertEquals(Exit.USAGE, outcome.exit());
        assertTrue(outcome.err().contains("did you mean bash?"), outcome.err());
    }
}
