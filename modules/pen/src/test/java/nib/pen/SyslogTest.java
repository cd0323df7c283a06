package nib.pen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-25T17:27:34.094Z INFO  plan 2 is in force | <30>pen[7]: plan 2 is in force",
                "2026-11-25T17:27:34.094Z WARN  not so well        | <28>pen[7]: not so well",
                "2026-11-25T17:27:34.094Z ERROR not at all         | <27>pen[7]: not at all",
                "something else altogether                         | <30>pen[7]: something else altogether"
            })
    void linesBecomeMessages(String line, String message) {
        assertEquals(message, Syslog.form(line, "pen", 7));
    }
}
