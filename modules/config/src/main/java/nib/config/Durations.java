package nib.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as one number and one unit. */
final class Durations {
    /** A century: what is longer is a slip, and does not fit into nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern FORM = Pattern.compile("(\\d{1,19})(ns|us|ms|s|m|h|d)");
    private static final Pattern BARE = Pattern.compile("\\d{1,9}");
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,9}\\.\\d{1,3})(s|m|h|d)");

    private static final Map<String, Duration> UNITS = Map.of(
            "ns", Duration.ofNanos(1),
            "us", Duration.ofNanos(1000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    /** Reads {@code 500ms}; 0 needs no unit. */
    static Duration read(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            return times(unit(form.group(2)), form.group(1), text);
        }
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        throw new Unfit("expected a duration such as 500ms, found " + Words.shown(text), hint(text));
    }

    private static Duration unit(String name) {
        return Objects.requireNonNull(UNITS.get(name));
    }

    private static Duration times(Duration unit, String number, String text) {
        try {
            Duration duration = unit.multipliedBy(Long.parseLong(number));
            if (duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // falls through: far too long
        }
        throw new Unfit("expected at most 36500d, found " + Words.shown(text), "");
    }

    private static String hint(String text) {
        if (BARE.matcher(text).matches()) {
            return "a unit is needed: " + text + "ms, " + text + "s, " + text + "m, " + text + "h or " + text + "d";
        }
        Matcher fraction = FRACTION.matcher(text);
        if (fraction.matches()) {
            long millis = unit(fraction.group(2)).toMillis();
            Duration exact = Duration.ofMillis(new BigDecimal(fraction.group(1))
                    .multiply(BigDecimal.valueOf(millis))
                    .longValue());
            return "write it without a fraction: " + write(exact);
        }
        return "one whole number and one unit: ms, s, m, h or d";
    }

    /** The largest unit that is exact. */
    static String write(Duration duration) {
        for (String name : new String[] {"d", "h", "m", "s", "ms", "us"}) {
            Duration unit = unit(name);
            long number = duration.dividedBy(unit);
            if (number > 0 && unit.multipliedBy(number).equals(duration)) {
                return number + name;
            }
        }
        return duration.isZero() ? "0" : duration.toNanos() + "ns";
    }
}
