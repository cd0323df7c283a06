package nib.pen;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a web server's log in the Common Log Format or one that begins like it.
 *
 * @param seconds when the request was made, since 1970
 * @param request what stands in the first pair of quotes
 * @param names identity and user
 * @param rest from the first quote on
 */
record WebLine(long seconds, String request, String names, String rest) {
    private static final Pattern LINE = Pattern.compile("\\S+ (\\S+ .*?) \\[([^]]*)] (\"([^\"]*)\".*)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.ROOT);

    /**
     * Reads one; null if it is none.
     *
     * @param zone of times that say none
     */
    static @Nullable WebLine read(String line, ZoneOffset zone) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return null;
        }
        try {
            return new WebLine(seconds(parts.group(2), zone), parts.group(4), parts.group(1), parts.group(3));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static long seconds(String time, ZoneOffset zone) {
        return time.indexOf(' ') < 0
                ? java.time.LocalDateTime.parse(time, LOCAL).toEpochSecond(zone)
                : java.time.OffsetDateTime.parse(time, TIME).toEpochSecond();
    }

    /** The line with a client in front, and the time in UTC. */
    String of(String client) {
        String time = Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).format(TIME);
        return client + " " + names + " [" + time + "] " + rest;
    }
}
