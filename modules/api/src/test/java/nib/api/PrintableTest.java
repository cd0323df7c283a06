package nib.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void leavesPlainTextAsItIs() {
        String plain = "GET /index.html HTTP/1.1";
        assertSame(plain, Printable.of(plain, 100));
    }

    @Test
    void makesOneLineOfAForgedOne() {
        assertEquals("a\\u000d\\u000ab\\u001b[2J\\u0000\\u00e4\\\\n", Printable.of("a\r\nb\u001b[2J\0\u00e4\\n", 100));
    }

    @Property
    void neverLetsAControlCharacterThrough(@ForAll String text, @ForAll @IntRange(min = 1, max = 50) int most) {
        String safe = Printable.of(text, most);
        assertTrue(safe.chars().allMatch(c -> c >= 0x20 && c < 0x7f), safe);
        assertTrue(safe.length() <= 6 * most + 3, safe);
    }
}
