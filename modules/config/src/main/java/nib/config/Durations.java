package nib.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spans of time as one number and one unit. Reckoned in nanoseconds: the arithmetic of {@link Duration} would load the
 * JDK's arbitrary precision at every start.
 */
final class Durations {
    /** A century: what is longer is a slip, and does not fit into nanoseconds. */
    private static final long LONGEST = Duration.ofDays(36_500).toNanos();

    private static final Pattern FORM = Pattern.compile("(\\d{1,19})(ns|us|ms|s|m|h|d)");
    private static final Pattern BARE = Pattern.compile("\\d{1,9}");
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,9}\\.\\d{1,3})(s|m|h|d)");

    private static final Map<String, TimeUnit> UNITS = Map.of(
            "ns", TimeUnit.NANOSECONDS,
            "us", TimeUnit.MICROSECONDS,
            "ms", TimeUnit.MILLISECONDS,
            "s", TimeUnit.SECONDS,
            "m", TimeUnit.MINUTES,
            "h", TimeUnit.HOURS,
            "d", TimeUnit.DAYS);

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

    /** The nanoseconds of a unit. */
    private static long unit(String name) {
        return Objects.requireNonNull(UNITS.get(name)).toNanos(1);
    }

    private static Duration times(long unit, String number, String text) {
        try {
            long nanos = Math.multiplyExact(unit, Long.parseLong(number));
            if (nanos <= LONGEST) {
                return Duration.ofNanos(nanos);
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
            BigDecimal exact = new BigDecimal(fraction.group(1)).multiply(BigDecimal.valueOf(unit(fraction.group(2))));
            return "write it without a fraction: " + write(Duration.ofNanos(exact.longValue()));
        }
        return "one whole number and one unit: ms, s, m, h or d";
    }

    /** The largest unit that is exact. */
    static String write(Duration duration) {
        long nanos = duration.toNanos();
        for (String name : new String[] {"d", "h", "m", "s", "ms", "us"}) {
            long unit = unit(name);
            if (nanos >= unit && nanos % unit == 0) {
                return nanos / unit + name;
            }
        }
        return nanos == 0 ? "0" : nanos + "ns";
    }
}
