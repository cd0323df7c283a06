package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAsWideAsWhatStandsInThem() {
        Table table = new Table("NAME", ">N", "LAST").row("a", 1, "x").row("longer", 1000, "");
        assertEquals(
                List.of(
                        " NAME       N  LAST", //
                        " a          1  x",
                        " longer  1000"),
                table.lines(" "));
    }

    @Test
    void charactersCountAndNotTheirHalves() {
        assertEquals(
                List.of("N   X", "\ud83d\ude00\u00e9  x"),
                new Table("N", "X").row("\ud83d\ude00\u00e9", "x").lines(""));
    }

    @Test
    void aRowMustFit() {
        assertThrows(IllegalArgumentException.class, () -> new Table("A", "B").row("x"));
    }
}
