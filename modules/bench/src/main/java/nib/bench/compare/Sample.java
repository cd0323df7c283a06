package nib.bench.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What one candidate did once: figures by measure, in the order of their weight. Those it has not are absent. */
record Sample(Map<Measure, Double> figures) {
    Sample {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    OptionalDouble figure(Measure measure) {
        Double value = figures.get(measure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
