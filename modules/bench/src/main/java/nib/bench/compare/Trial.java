package nib.bench.compare;

import java.io.IOException;
import java.util.Map;

/** One candidate at one work, for all rounds. */
interface Trial extends AutoCloseable {
    /** Does the work once. */
    Sample sample() throws IOException;

    /** System calls for each unit, by name; empty where nobody can count them. */
    default Map<String, Double> calls() throws IOException {
        return Map.of();
    }

    @Override
    default void close() {}
}
