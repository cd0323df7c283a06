package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

class RunOrderTest {
    @Test
    void thePlainLineIsReadWithoutPicocli() {
        assertEquals(
                Optional.of(new RunOrder(Path.of("a.yaml"), Optional.empty(), Optional.empty(), Optional.empty())),
                RunOrder.read("run", "a.yaml"));
        assertEquals(
                Optional.of(new RunOrder(
                        Path.of("a.yaml"),
                        Optional.of(Path.of("c")),
                        Optional.of(Path.of("p")),
                        Optional.of(Path.of("d")))),
                RunOrder.read("run", "--pid", "p", "a.yaml", "--control", "c", "--plugins", "d"));
    }

    @Test
    void whatIsNotPlainIsLeftToPicocli() {
        assertEquals(Optional.empty(), RunOrder.read());
        assertEquals(Optional.empty(), RunOrder.read("run"));
        assertEquals(Optional.empty(), RunOrder.read("check", "a.yaml"));
        assertEquals(Optional.empty(), RunOrder.read("run", "--help"));
        assertEquals(Optional.empty(), RunOrder.read("run", "a.yaml", "--help"));
        assertEquals(Optional.empty(), RunOrder.read("run", "--control=c", "a.yaml"));
        assertEquals(Optional.empty(), RunOrder.read("run", "--control", "--pid", "a.yaml"));
    }

    @Property
    void whateverIsReadIsReadTheSameWayByPicocli(@ForAll("lines") List<String> words) {
        Optional<RunOrder> plain = RunOrder.read(words.toArray(String[]::new));
        plain.ifPresent(order -> assertEquals(order, byPicocli(words)));
    }

    @Property
    void whatPicocliRefusesIsNotReadEither(@ForAll("lines") List<String> words) {
        try {
            byPicocli(words);
        } catch (ParameterException e) {
            assertTrue(RunOrder.read(words.toArray(String[]::new)).isEmpty(), words.toString());
        }
    }

    private static RunOrder byPicocli(List<String> words) {
        ParseResult line = new CommandLine(new RunCommand().grammar())
                .setExpandAtFiles(false)
                .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        return RunOrder.of(
                line.matchedPositionalValue(0, ""),
                line.matchedOptionValue("--control", null),
                line.matchedOptionValue("--pid", null),
                line.matchedOptionValue("--plugins", null));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of(
                        "--control",
                        "--pid",
                        "--plugins",
                        "--control=c",
                        "-h",
                        "--",
                        "-",
                        "@a",
                        "a.yaml",
                        "c",
                        "p",
                        "a b",
                        "\"q\"")
                .list()
                .ofMaxSize(6)
                .map(words -> {
                    words.addFirst("run");
                    return words;
                });
    }
}
