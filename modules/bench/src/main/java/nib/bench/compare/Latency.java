package nib.bench.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/** The latencies that are worth a line, in microseconds. */
final class Latency {
    static final Measure MEDIAN = Measure.cost("median latency", "µs");
    static final Measure P99 = Measure.aside("99 %", "µs");
    static final Measure P999 = Measure.aside("99.9 %", "µs");

    private Latency() {}

    /** From times in nanoseconds, sorted. */
    static Map<Measure, Double> of(long[] sorted) {
        Map<Measure, Double> times = new LinkedHashMap<>();
        if (sorted.length > 0) {
            times.put(MEDIAN, at(sorted, 0.5));
            times.put(P99, at(sorted, 0.99));
            times.put(P999, at(sorted, 0.999));
        }
        return times;
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] / 1e3;
    }
}
