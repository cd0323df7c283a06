package nib.pen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GetoptTest {
    private final List<String> seen = new ArrayList<>();

    private List<String> read(String... arguments) throws Failure {
        return new Getopt("fdn:p:").read(List.of(arguments), (letter, value) -> seen.add(letter + value));
    }

    @Test
    void lettersMayStandTogetherAndValuesApartOrNot() throws Failure {
        assertEquals(List.of("80", "-"), read("-fd", "-n5", "80", "-p", "file", "-dn", "7", "-"));
        assertEquals(List.of("f", "d", "n5", "pfile", "d", "n7"), seen);
    }

    @Test
    void whatFollowsTwoDashesIsNoOption() throws Failure {
        assertEquals(List.of("-f", "-x"), read("-d", "--", "-f", "-x"));
        assertEquals(List.of("d"), seen);
    }

    @Test
    void mistakesAreToldAsGetoptDoes() {
        assertEquals("invalid option -- 'y'", message("-fy"));
        assertEquals("invalid option -- ':'", message("-:"));
        assertEquals("invalid option -- '.'", message("-\u001b"));
        assertEquals("option requires an argument -- 'n'", message("-fn"));
    }

    private String message(String... arguments) {
        return String.valueOf(assertThrows(Failure.class, () -> read(arguments)).getMessage());
    }
}
