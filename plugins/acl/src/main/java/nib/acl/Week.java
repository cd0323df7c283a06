package nib.acl;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;
import nib.spi.Complaint;

/**
 * Some time of the week that comes again. Knows until when its answer stays the same, so that calendars are only asked
 * when it changes. Any thread.
 */
final class Week {
    private static final int DAYS_BACK = 1;
    private static final int DAYS_AHEAD = 8;

    private final Set<DayOfWeek> days;
    private final LocalTime from;
    private final LocalTime to;
    private final ZoneId zone;
    private final LongSupplier millis;
    private volatile Span span = new Span(0, 0, false);

    /** A time in which the answer is the same, in milliseconds since 1970, without its end. */
    record Span(long from, long to, boolean inside) {
        boolean holds(long millis) {
            return millis >= from && millis < to;
        }
    }

    private Week(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone, LongSupplier millis) {
        this.days = days;
        this.from = from;
        this.to = to;
        this.zone = zone;
        this.millis = millis;
    }

    /** Reads it. */
    static Week of(AclSettings.During during, LongSupplier millis) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        during.days().forEach(day -> days.add(day.day));
        if (days.isEmpty()) {
            days.addAll(EnumSet.allOf(DayOfWeek.class));
        }
        return new Week(days, time(during.from()), time(during.to()), zone(during.zone()), millis);
    }

    private static LocalTime time(String text) {
        try {
            return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new Complaint(
                    "rules", "expected a time of day such as 08:30, found " + nib.api.Printable.of(text, 20));
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new Complaint(
                    "rules", "expected a time zone such as Europe/Berlin, found " + nib.api.Printable.of(text, 40));
        }
    }

    boolean isNow() {
        long now = millis.getAsLong();
        Span known = span;
        if (!known.holds(now)) {
            known = around(now);
            span = known;
        }
        return known.inside();
    }

    /** The time around a moment in which the answer is the same; at most about a week. */
    Span around(long now) {
        LocalDate today = Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
        long since = millis(today.minusDays(DAYS_BACK).atStartOfDay(zone));
        for (int day = -DAYS_BACK; day <= DAYS_AHEAD; day++) {
            LocalDate date = today.plusDays(day);
            if (!days.contains(date.getDayOfWeek())) {
                continue;
            }
            long begins = millis(date.atTime(from).atZone(zone));
            long ends =
                    millis(date.plusDays(to.isAfter(from) ? 0 : 1).atTime(to).atZone(zone));
            if (now < begins) {
                return new Span(since, begins, false);
            }
            if (now < ends) {
                return new Span(begins, ends, true);
            }
            since = ends;
        }
        return new Span(since, millis(today.plusDays(DAYS_AHEAD).atStartOfDay(zone)), false);
    }

    private static long millis(ZonedDateTime time) {
        return time.toInstant().toEpochMilli();
    }
}
