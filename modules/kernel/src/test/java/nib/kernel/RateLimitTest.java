package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import nib.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final ManualClock clock = new ManualClock();
    private final RateLimit lines = new RateLimit(clock);

    @Test
    void letsOneThroughASecondAndSaysHowManyItHeldBack() {
        assertEquals(0, lines.ask("accept"));
        for (int i = 0; i < 7; i++) {
            assertEquals(-1, lines.ask("accept"));
        }
        clock.advance(Duration.ofMillis(999));
        assertEquals(-1, lines.ask("accept"));
        clock.advance(Duration.ofMillis(1));
        assertEquals(8, lines.ask("accept"));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(0, lines.ask("accept"), "counted from the last one");
    }

    @Test
    void holdsTopicsApart() {
        assertEquals(0, lines.ask("one"));
        assertEquals(0, lines.ask("two"));
        assertEquals(-1, lines.ask("one"));
    }

    @Test
    void remembersTheTopicsThatCameLastAndNoMore() {
        assertEquals(0, lines.ask("first"));
        for (int i = 0; i < 255; i++) {
            assertEquals(0, lines.ask("topic " + i));
        }
        assertEquals(-1, lines.ask("first"), "256 are remembered");
        for (int i = 255; i < 511; i++) {
            assertEquals(0, lines.ask("topic " + i));
        }
        assertEquals(0, lines.ask("first"), "it gave way");
    }
}
