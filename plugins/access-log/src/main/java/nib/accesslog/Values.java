package nib.accesslog;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import nib.api.Printable;

/** How values are written in every kind of line. */
final class Values {
    private static final int LONGEST = 512;
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Values() {}

    /** ISO 8601 in UTC, always with three digits of milliseconds. */
    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    /** Milliseconds with three digits after the point, from nanoseconds that are not negative. */
    static String millis(long nanos) {
        long micros = nanos / 1000;
        String fraction = Long.toString(1000 + micros % 1000);
        return micros / 1000 + "." + fraction.substring(1);
    }

    /** Text that cannot end the line or speak to a terminal, and is not too long for it. */
    static String safe(Object text) {
        return Printable.of(text.toString(), LONGEST);
    }
}
