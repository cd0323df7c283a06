package nib.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class RatioTest {
    private static final Measure CPU = Unit.REQUEST.machine();

    @Test
    void dividesWithinARoundBeforeItLooksForTheMiddle() {
        Outcome outcome = outcome(Map.of("ours", List.of(2.0, 30.0, 10.0), "theirs", List.of(1.0, 10.0, 20.0)));

        Ratio ratio = Ratio.of(outcome).getFirst();

        assertEquals(new Spread(0.5, 1.25, 2, 2.5, 3, 3), ratio.spread());
    }

    @Test
    void leavesOutRoundsInWhichThereIsNothingToDivideBy() {
        Outcome outcome = outcome(Map.of("ours", List.of(1.0, 4.0), "theirs", List.of(0.0, 2.0)));

        assertEquals(Spread.of(2), Ratio.of(outcome).getFirst().spread());
    }

    @Test
    void comparesOursWithEachOtherOnlyOnce() {
        SequencedMap<String, List<Double>> figures = new LinkedHashMap<>();
        figures.put("ours-a", List.of(1.0));
        figures.put("ours-b", List.of(2.0));
        figures.put("theirs", List.of(4.0));

        List<String> pairs = Ratio.of(outcome(figures)).stream()
                .map(ratio -> ratio.ours() + "/" + ratio.theirs())
                .toList();

        assertEquals(List.of("ours-a/ours-b", "ours-a/theirs", "ours-b/theirs"), pairs);
    }

    static Outcome outcome(Map<String, List<Double>> figures) {
        SequencedMap<Candidate, List<Sample>> samples = new LinkedHashMap<>();
        figures.forEach((name, values) -> samples.put(
                new Candidate(name, Carries.STREAMS, name.startsWith("ours"), () -> "1", () -> "", null),
                values.stream().map(value -> new Sample(Map.of(CPU, value))).toList()));
        return new Outcome(new StartTime(), samples, Map.of());
    }
}
