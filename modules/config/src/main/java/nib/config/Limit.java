package nib.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Keeps values within {@link Setting.Limits}. */
final class Limit {
    private static final Path ANYWHERE = Path.of("");

    private Limit() {}

    /** Whether values of this format have an order that ranges speak of. */
    static boolean applies(Scalars.Format<?> format) {
        return Set.of(int.class, long.class, double.class, Duration.class).contains(format.type());
    }

    /**
     * Reads the limits.
     *
     * @throws IllegalArgumentException if they cannot be read or are the wrong way round
     */
    static void check(Scalars.Format<?> format, Setting.Limits limits) {
        Object min = format.read().read(limits.min(), ANYWHERE);
        if (!within(format, limits, min)) {
            throw new IllegalArgumentException("the largest value is below the smallest");
        }
    }

    /** Whether a value of this format is neither below nor above. */
    static boolean within(Scalars.Format<?> format, Setting.Limits limits, Object value) {
        return compare(value, format, limits.min()) >= 0
                && (limits.max().isEmpty() || compare(value, format, limits.max()) <= 0);
    }

    @SuppressWarnings("unchecked") // applies() lets by only types that are comparable with themselves
    private static int compare(Object value, Scalars.Format<?> format, String limit) {
        return ((Comparable<Object>) value).compareTo(format.read().read(limit, ANYWHERE));
    }
}
