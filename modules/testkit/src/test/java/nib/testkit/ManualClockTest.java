package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private final ManualClock clock = new ManualClock();
    private final long start = clock.nanos();
    private final List<String> ran = new ArrayList<>();

    @Test
    void timeStandsStillUntilItIsMoved() {
        long millis = clock.millis();
        assertEquals(start, clock.nanos());
        clock.advance(Duration.ofSeconds(3));
        assertEquals(3_000_000_000L, clock.nanos() - start);
        assertEquals(3_000, clock.millis() - millis);
    }

    @Test
    void theNanosecondsOverflowSoThatOnlyDifferencesAreRight() {
        clock.advance(Duration.ofSeconds(2));
        assertTrue(clock.nanos() < start);
        assertTrue(clock.nanos() - start > 0);
    }

    @Test
    void tasksRunInTheOrderInWhichTheyAreDueThenInWhichTheyWereAskedFor() {
        at(20, "late");
        at(10, "first");
        at(10, "second");
        clock.advance(Duration.ofNanos(20));
        assertEquals(List.of("first at 10", "second at 10", "late at 20"), ran);
    }

    @Test
    void aTaskOfATaskRunsInTheSameMoveAtItsOwnTime() {
        clock.after(5, () -> at(5, "inner"));
        at(12, "outer");
        clock.advance(Duration.ofNanos(20));
        assertEquals(List.of("inner at 10", "outer at 12"), ran);
        assertEquals(20, clock.nanos() - start);
    }

    @Test
    void whatIsDueAtOnceWaitsForTheNextMove() {
        at(-7, "now");
        assertEquals(List.of(), ran);
        clock.advance(Duration.ZERO);
        assertEquals(List.of("now at 0"), ran);
    }

    @Test
    void aTaskThatWasCalledOffDoesNotRun() {
        Runnable off = clock.after(5, () -> ran.add("never"));
        off.run();
        off.run();
        assertEquals(0, clock.waiting());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), ran);
    }

    @Test
    void aTaskThatThrowsStopsTheMoveWhereItWasDue() {
        clock.after(5, () -> {
            throw new IllegalStateException("broken");
        });
        assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ofNanos(9)));
        assertEquals(5, clock.nanos() - start);
    }

    @Test
    void aStepOfTheWallClockLeavesTheNanosecondsAlone() {
        long millis = clock.millis();
        clock.step(Duration.ofHours(-1));
        assertEquals(-3_600_000, clock.millis() - millis);
        assertEquals(start, clock.nanos());
    }

    @Test
    void oneCanWaitForTheTaskOfAnotherThread() throws InterruptedException {
        Thread other = Thread.ofVirtual().start(() -> at(1, "other"));
        clock.awaitWaiting(1);
        other.join();
        clock.advance(Duration.ofNanos(1));
        assertEquals(List.of("other at 1"), ran);
    }

    private void at(long nanos, String what) {
        clock.after(nanos, () -> ran.add(what + " at " + (clock.nanos() - start)));
    }
}
