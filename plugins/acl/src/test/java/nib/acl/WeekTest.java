package nib.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import nib.acl.AclSettings.Day;
import nib.acl.AclSettings.During;
import nib.spi.Complaint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekTest {
    private final AtomicLong now = new AtomicLong();

    private boolean at(Week week, String time) {
        now.set(Instant.parse(time).toEpochMilli());
        return week.isNow();
    }

    private Week week(List<Day> days, String from, String to, String zone) {
        return Week.of(new During(days, from, to, zone), now::get);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T07:59:59Z, false", // a Monday
        "2026-03-02T08:00:00Z, true",
        "2026-03-02T17:59:59Z, true",
        "2026-03-02T18:00:00Z, false",
        "2026-03-07T12:00:00Z, false", // a Saturday
        "2026-03-09T12:00:00Z, true",
    })
    void countsOnItsDaysBetweenItsTimes(String time, boolean inside) {
        Week work = week(List.of(Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI), "08:00", "18:00", "UTC");
        assertEquals(inside, at(work, time));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-06T21:59:00Z, false", // a Friday
        "2026-03-06T22:00:00Z, true",
        "2026-03-07T05:59:00Z, true",
        "2026-03-07T06:00:00Z, false",
        "2026-03-07T23:00:00Z, false",
    })
    void goesOnAfterMidnight(String time, boolean inside) {
        assertEquals(inside, at(week(List.of(Day.FRI), "22:00", "06:00", "UTC"), time));
    }

    /** In the night to 2026-03-29 clocks went from two to three; in the one to 2026-10-25 back. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:00Z, false",
        "2026-03-29T01:00:00Z, true",
        "2026-03-29T01:59:00Z, true",
        "2026-03-29T02:00:00Z, false",
        "2026-07-01T02:30:00Z, false",
        "2026-07-01T01:30:00Z, true",
        "2026-01-01T02:30:00Z, true",
    })
    void goesByTheClockOfItsZone(String time, boolean inside) {
        assertEquals(inside, at(week(List.of(), "03:00", "04:00", "Europe/Berlin"), time));
    }

    @Test
    void withoutTimesIsAlways() {
        Week always = week(List.of(), "00:00", "24:00", "UTC");
        assertTrue(at(always, "2026-03-02T00:00:00Z"));
        assertTrue(at(always, "2026-03-02T23:59:59.999Z"));
    }

    @Test
    void theClockMayBeSetBack() {
        Week work = week(List.of(), "08:00", "18:00", "UTC");
        assertTrue(at(work, "2026-03-02T12:00:00Z"));
        assertEquals(false, at(work, "2026-03-01T19:00:00Z"));
        assertTrue(at(work, "2026-02-01T12:00:00Z"));
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThrows(Complaint.class, () -> week(List.of(), "8 o'clock", "18:00", "UTC"));
        assertThrows(Complaint.class, () -> week(List.of(), "08:00", "18:00", "Berlin"));
    }
}
