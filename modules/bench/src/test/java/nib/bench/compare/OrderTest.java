package nib.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void readsEveryOptionThatHelpNames() {
        Order order = Order.parse(
                "--pairs",
                "15",
                "--work",
                "new,start",
                "--candidates",
                "haproxy",
                "--seconds",
                "2.5",
                "--warm",
                "0",
                "--rate",
                "100",
                "--syscalls",
                "--image",
                "i",
                "--out",
                "o",
                "--list",
                "--help");

        assertEquals(
                new Order(
                        List.of("new", "start"),
                        List.of("haproxy"),
                        15,
                        2.5,
                        0,
                        100,
                        true,
                        true,
                        true,
                        Path.of("i"),
                        Path.of("o")),
                order);
        assertEquals(
                11, Pattern.compile("(?m)^ +--").matcher(Order.HELP).results().count());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertTrue(complaint("--pears", "3").contains("--pears"));
        assertEquals("--pairs wants a value", complaint("--pairs"));
        assertEquals("--pairs wants a number of at least 1, not 0", complaint("--pairs", "0"));
        assertEquals("--seconds wants a number of at least 1, not soon", complaint("--seconds", "soon"));
    }

    private static String complaint(String... words) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Order.parse(words))
                .getMessage());
    }
}
