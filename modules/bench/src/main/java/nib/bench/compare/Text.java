package nib.bench.compare;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What is printed while it runs: tables that fit a terminal. */
final class Text {
    private Text() {}

    /** Where, with whom, and who is missing. */
    static String opening(Report report) {
        StringBuilder out = new StringBuilder(report.machine() + "\n\n");
        report.field()
                .ready()
                .forEach(
                        one -> line(out, "  %-20s %s", one.name(), one.version().get()));
        report.field().skipped().forEach(why -> line(out, "  %s", why));
        line(out, "");
        return out.toString();
    }

    static String line(Work work) {
        return "  %-20s %s%s"
                .formatted(work.name(), work.about(), work.missing().isEmpty() ? "" : "; left out: " + work.missing());
    }

    static String of(Outcome outcome) {
        StringBuilder out = new StringBuilder();
        line(out, "%n%s: %s".formatted(outcome.work().name(), outcome.work().about()));
        medians(out, outcome);
        ratios(out, Ratio.of(outcome));
        outcome.calls()
                .forEach((one, calls) -> line(
                        out,
                        "  system calls each, %s: %s",
                        one.name(),
                        calls.entrySet().stream()
                                .map(call -> "%s %s".formatted(call.getKey(), number(call.getValue())))
                                .collect(Collectors.joining(", "))));
        return out.toString();
    }

    private static void medians(StringBuilder out, Outcome outcome) {
        for (Measure measure : outcome.measures()) {
            line(out, "%n  %s (medians)", measure);
            for (Candidate one : outcome.samples().keySet()) {
                OptionalDouble median = outcome.median(one, measure);
                if (median.isPresent()) {
                    line(out, "    %-20s %12s", one.name(), number(median.getAsDouble()));
                }
            }
        }
    }

    private static void ratios(StringBuilder out, List<Ratio> ratios) {
        if (ratios.isEmpty()) {
            return;
        }
        line(
                out,
                "%n  %-34s %-24s %6s  %6s %6s %6s %6s  %s",
                "ratio",
                "of",
                "median",
                "min",
                "25 %",
                "75 %",
                "max",
                "");
        for (Ratio ratio : ratios) {
            Spread spread = ratio.spread();
            line(
                    out,
                    "  %-34s %-24s %6.2f  %6.2f %6.2f %6.2f %6.2f  %s",
                    ratio.ours() + " / " + ratio.theirs(),
                    ratio.measure().name(),
                    spread.median(),
                    spread.min(),
                    spread.lower(),
                    spread.upper(),
                    spread.max(),
                    spread.count() + (spread.count() == 1 ? " pair" : " pairs"));
        }
    }

    /** Three digits that count. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
