package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "1048575, 1.0 MiB",
        "1048576, 1.0 MiB",
        "10737418240, 10.0 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void bytesHaveAUnitThatFits(long bytes, String text) {
        assertEquals(text, Amounts.bytes(bytes));
    }

    @Property
    void bytesStayShort(@ForAll @LongRange(min = 0) long bytes) {
        assertTrue(Amounts.bytes(bytes).matches("\\d{1,4} B|\\d{1,4}\\.\\d [KMGTPE]iB"), Amounts.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1 s",
        "59999, 59 s",
        "60000, 1 min 0 s",
        "3599999, 59 min 59 s",
        "3600000, 1 h 0 min",
        "86399999, 23 h 59 min",
        "86400000, 1 d 0 h"
    })
    void timesHaveTheTwoLargestUnits(long millis, String text) {
        assertEquals(text, Amounts.time(millis));
    }
}
