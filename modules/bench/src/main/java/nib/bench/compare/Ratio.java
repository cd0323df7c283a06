package nib.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Ours divided by theirs, in pairs of the same round: what disturbed the machine then disturbed both. */
record Ratio(String ours, String theirs, Measure measure, Spread spread) {
    /** All ratios of a work: each of ours to each other, and to those of ours that come later. */
    static List<Ratio> of(Outcome outcome) {
        List<Candidate> all = List.copyOf(outcome.samples().keySet());
        List<Ratio> ratios = new ArrayList<>();
        for (Candidate ours : all) {
            for (Candidate theirs : all) {
                boolean once = !theirs.ours() || all.indexOf(theirs) > all.indexOf(ours);
                if (ours.ours() && once && !ours.equals(theirs)) {
                    outcome.measures()
                            .forEach(measure ->
                                    of(outcome, ours, theirs, measure).ifPresent(ratios::add));
                }
            }
        }
        return ratios;
    }

    private static Optional<Ratio> of(Outcome outcome, Candidate ours, Candidate theirs, Measure measure) {
        List<Sample> mine = outcome.samples().getOrDefault(ours, List.of());
        List<Sample> others = outcome.samples().getOrDefault(theirs, List.of());
        double[] pairs = IntStream.range(0, Math.min(mine.size(), others.size()))
                .mapToObj(round -> pair(mine.get(round), others.get(round), measure))
                .flatMapToDouble(DoubleStream::of)
                .filter(Double::isFinite)
                .toArray();
        return pairs.length == 0
                ? Optional.empty()
                : Optional.of(new Ratio(ours.name(), theirs.name(), measure, Spread.of(pairs)));
    }

    /** Not finite where a figure is missing or too small to divide by. */
    private static double pair(Sample ours, Sample theirs, Measure measure) {
        OptionalDouble above = ours.figure(measure);
        OptionalDouble below = theirs.figure(measure);
        boolean fair = above.isPresent() && below.isPresent() && below.getAsDouble() > 0;
        return fair ? above.getAsDouble() / below.getAsDouble() : Double.NaN;
    }
}
