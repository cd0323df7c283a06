package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogLinesTest {
    @Test
    void aLineIsTimeLevelMessage() {
        assertEquals("2025-01-01T00:00:00.007Z INFO  ready", LogLines.line(1735689600007L, Level.INFO, "ready"));
        assertEquals("2025-12-31T23:59:59.999Z ERROR no", LogLines.line(1767225599999L, Level.ERROR, "no"));
        assertEquals("1969-12-31T23:59:59.010Z WARN  before", LogLines.line(-990, Level.WARN, "before"));
    }

    @Test
    void noMessageMakesTwoLines() {
        assertEquals(
                "1970-01-01T00:00:00.000Z INFO  a\\u000a1970-01-01T00:00:00.000Z ERROR forged\\u001b",
                LogLines.line(0, Level.INFO, "a\n1970-01-01T00:00:00.000Z ERROR forged\u001b"));
    }

    @Test
    void lettersOfOtherLanguagesStay() {
        assertEquals("1970-01-01T00:00:00.000Z INFO  p\u00f6\u00f6l", LogLines.line(0, Level.INFO, "p\u00f6\u00f6l"));
    }

    @Test
    void slf4jFindsIt() {
        assertEquals(LogLines.class, LoggerFactory.getLogger("nib").getClass());
    }
}
