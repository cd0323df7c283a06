package nib.bench.compare;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What came of one work.
 *
 * @param samples of each candidate, a sample a round
 * @param calls system calls for each unit, of candidates for which they were counted
 */
record Outcome(Work work, SequencedMap<Candidate, List<Sample>> samples, Map<Candidate, Map<String, Double>> calls) {
    /** Every measure that a candidate has a figure of. Those who come last are peers, who have all of them, in order. */
    Set<Measure> measures() {
        Set<Measure> all = new LinkedHashSet<>();
        samples.reversed()
                .values()
                .forEach(rounds ->
                        rounds.forEach(sample -> all.addAll(sample.figures().keySet())));
        return all;
    }

    /** The median over the rounds; empty if the candidate has no such figure. */
    OptionalDouble median(Candidate candidate, Measure measure) {
        double[] figures = samples.getOrDefault(candidate, List.of()).stream()
                .map(sample -> sample.figure(measure))
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return figures.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Spread.of(figures).median());
    }
}
