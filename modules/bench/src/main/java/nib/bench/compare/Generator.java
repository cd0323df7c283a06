package nib.bench.compare;

import java.io.IOException;
import java.util.Map;

/** Puts load on a port. */
interface Generator {
    /** Why it cannot run here; empty when it can. */
    default String missing() {
        return "";
    }

    /** Loads a port for about so long; returns when the load is over. */
    Load run(int port, double seconds) throws IOException;

    /**
     * What was done.
     *
     * @param units requests, connections, queries or gigabytes that were answered in full
     * @param errors answers that did not come, or not as they should
     * @param times latencies
     */
    record Load(double units, double seconds, long errors, Map<Measure, Double> times) {}
}
