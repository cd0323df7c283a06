package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void theSecondFrameBeginsWhereTheFirstBegan() {
        Terminal terminal = new Terminal();
        assertEquals("\r\u001b[J\u001b[?7la\nb\n\u001b[?7h", terminal.over(List.of("a", "b")));
        assertEquals("\u001b[2A\r\u001b[J\u001b[?7lc\n\u001b[?7h", terminal.over(List.of("c")));
    }

    @Test
    void whatWasTypedIsDrawnOverToo() {
        Terminal terminal = new Terminal();
        terminal.over(List.of("a"));
        terminal.lower(2);
        assertEquals("\u001b[3A", terminal.over(List.of()).substring(0, 4));
    }

    @Test
    void onlyTheLastLinesAreKept() {
        LastLines last = new LastLines(2);
        new PrintStream(last, true, StandardCharsets.UTF_8).print("a\nb\nc\u00e9\nunfinished");
        assertEquals(List.of("b", "c\u00e9"), last.lines());
    }
}
