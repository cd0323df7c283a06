package nib.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    private static final long CENTURY = 36_500L * 86_400 * 1_000_000_000;

    @Property
    void whatIsWrittenIsReadAgain(@ForAll @LongRange(min = 0, max = CENTURY) long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        assertEquals(duration, Durations.read(Durations.write(duration)));
    }

    @Property
    void noUnitThatIsLargerWouldBeExact(@ForAll @LongRange(min = 1, max = CENTURY / 1_000_000) long millis) {
        String text = Durations.write(Duration.ofMillis(millis));
        int next = text.endsWith("ms") ? 1000 : text.endsWith("d") ? 0 : text.endsWith("h") ? 24 : 60;
        long number = Long.parseLong(text.replaceAll("\\D", ""));
        assertTrue(next == 0 || number % next != 0, text);
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "2s, PT2S",
        "5m, PT5M",
        "1h, PT1H",
        "1d, PT24H",
        "0, PT0S",
        "0s, PT0S",
        "7us, PT0.000007S",
        "7ns, PT0.000000007S",
        "36500d, PT876000H"
    })
    void readsOneNumberAndOneUnit(String text, Duration expected) {
        assertEquals(expected, Durations.read(text));
    }
}
