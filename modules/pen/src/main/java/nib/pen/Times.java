package nib.pen;

import java.time.LocalDateTime;
import java.time.ZoneId;

/** Moments as pen writes them: local time, to the second. */
final class Times {
    private Times() {}

    /** Now, as {@code 2026-11-22 17:06:29}. */
    static String now() {
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        return "%s %02d:%02d:%02d".formatted(now.toLocalDate(), now.getHour(), now.getMinute(), now.getSecond());
    }
}
