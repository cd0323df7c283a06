package nib.bench.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is printed while it runs: tables that fit a terminal. */
final class Text {
    private static final int NAME = 27;
    private static final int PAIR = 48;
    private static final int MEASURE = 16;
    private static final int FIGURE = 16;
    private static final int RATIO = 7;

    private final StringBuilder out = new StringBuilder();

    private Text() {}

    /** Where, with whom, and who is missing. */
    static String opening(Report report) {
        Text text = new Text();
        text.line(report.machine().toString()).line();
        report.field()
                .ready()
                .forEach(one ->
                        text.line("  ", left(one.name(), NAME), one.version().get()));
        report.field().skipped().forEach(why -> text.line("  ", why));
        return text.line().out.toString();
    }

    static String line(Work work) {
        String missing = work.missing().isEmpty() ? "" : "; left out: " + work.missing();
        return "  " + left(work.name(), NAME) + work.about() + missing;
    }

    static String of(Outcome outcome) {
        Text text = new Text();
        text.line().line(outcome.work().name(), ": ", outcome.work().about());
        text.medians(outcome);
        text.ratios(Ratio.of(outcome).stream()
                .filter(ratio -> ratio.measure().isCost())
                .toList());
        outcome.calls().forEach(text::calls);
        return text.out.toString();
    }

    private void medians(Outcome outcome) {
        List<Measure> measures = List.copyOf(outcome.measures());
        line("  ", left("medians", NAME), cells(measures, Measure::name));
        line("  ", left("", NAME), cells(measures, Measure::unit));
        for (Candidate one : outcome.samples().keySet()) {
            line("  ", left(one.name(), NAME), cells(measures, measure -> {
                OptionalDouble median = outcome.median(one, measure);
                return median.isPresent() ? number(median.getAsDouble()) : "-";
            }));
        }
    }

    private static String cells(List<Measure> measures, Function<Measure, String> cell) {
        return measures.stream()
                .map(measure -> right(cell.apply(measure), FIGURE))
                .collect(Collectors.joining());
    }

    private void ratios(List<Ratio> ratios) {
        if (ratios.isEmpty()) {
            return;
        }
        line().line("  ", left("ratio", PAIR), left("of", MEASURE), " median    min   25 %   75 %    max");
        for (Ratio ratio : ratios) {
            Spread spread = ratio.spread();
            line(
                    "  ",
                    left(ratio.ours() + " / " + ratio.theirs(), PAIR),
                    left(ratio.measure().name(), MEASURE),
                    ratio(spread.median()),
                    ratio(spread.min()),
                    ratio(spread.lower()),
                    ratio(spread.upper()),
                    ratio(spread.max()),
                    "  " + spread.count() + (spread.count() == 1 ? " pair" : " pairs"));
        }
    }

    private void calls(Candidate one, Map<String, Double> calls) {
        String each = calls.entrySet().stream()
                .map(call -> call.getKey() + " " + number(call.getValue()))
                .collect(Collectors.joining(", "));
        if (!calls.isEmpty()) {
            line("  system calls each, ", one.name(), ": ", each);
        }
    }

    /** Three digits that count. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String ratio(double value) {
        return right(String.format(Locale.ROOT, "%.2f", value), RATIO);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }

    private Text line(String... pieces) {
        out.append(String.join("", pieces)).append('\n');
        return this;
    }
}
