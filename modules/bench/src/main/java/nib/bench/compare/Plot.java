package nib.bench.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ratios as a picture: a panel for each work, a row for each of ours and peer, in it a mark for each measure. The
 * thin line goes from the least to the greatest pair, the thick one from quartile to quartile, the point is the median.
 * Left of 1, ours costs less. The scale is logarithmic: half and twice are equally far from 1.
 */
final class Plot {
    private static final int WIDTH = 860;
    private static final int LEFT = 250;
    private static final int RIGHT = 70;
    private static final int ROW = 14;
    private static final int GAP = 8;
    private static final int HEAD = 40;
    private static final double LEAST = 0.25;
    private static final double MOST = 8;
    private static final double[] TICKS = {0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8};
    private static final List<String> COLOURS =
            List.of("#1b6ca8", "#d1662a", "#3f8f4f", "#8a4fa3", "#b03a48", "#6b6b6b");
    private static final String STYLES =
            "text { font: 12px sans-serif; fill: #222222 } .head { font-weight: bold; font-size: 13px }"
                    + " .tick { font-size: 10px; fill: #666666 } .note { font-size: 11px; fill: #444444 }";

    private final List<Outcome> outcomes;
    private final Svg svg = new Svg();
    private double y = 24;

    Plot(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    String svg() {
        svg.text(
                16,
                y,
                Svg.Anchor.START,
                "note",
                "Nib / peer in pairs: median, quartiles, extremes. Left of 1 Nib costs less.");
        outcomes.forEach(this::panel);
        return svg.toString(WIDTH, (int) y + 24, STYLES);
    }

    private void panel(Outcome outcome) {
        List<Ratio> ratios = Ratio.of(outcome).stream()
                .filter(ratio -> ratio.measure().isCost())
                .toList();
        if (ratios.isEmpty()) {
            return;
        }
        y += HEAD;
        svg.text(
                16,
                y,
                Svg.Anchor.START,
                "head",
                outcome.work().name() + ": " + outcome.work().about());
        Map<String, String> colours = legend(ratios);
        double top = y + 8;
        double bottom = top + height(ratios);
        grid(top, bottom);
        y = top;
        String last = "";
        for (Ratio ratio : ratios) {
            String pair = ratio.ours() + " / " + ratio.theirs();
            if (!pair.equals(last)) {
                y += GAP;
                svg.text(LEFT - 12, y + ROW * 0.8, Svg.Anchor.END, "pair", pair);
                last = pair;
            }
            mark(
                    ratio.spread(),
                    y + ROW / 2.0,
                    colours.getOrDefault(ratio.measure().name(), "#000000"));
            y += ROW;
        }
        y = bottom + 12;
    }

    private static double height(List<Ratio> ratios) {
        Set<String> pairs = ratios.stream()
                .map(ratio -> ratio.ours() + " / " + ratio.theirs())
                .collect(Collectors.toCollection(TreeSet::new));
        return ratios.size() * ROW + (pairs.size() + 1) * GAP;
    }

    /** A colour for each measure, and their names in a line. */
    private Map<String, String> legend(List<Ratio> ratios) {
        Map<String, String> colours = new LinkedHashMap<>();
        y += 18;
        double x = LEFT;
        for (Ratio ratio : ratios) {
            String name = ratio.measure().name();
            if (!colours.containsKey(name)) {
                String colour = COLOURS.get(colours.size() % COLOURS.size());
                colours.put(name, colour);
                svg.circle(x + 4, y - 4, 4, colour);
                svg.text(x + 13, y, Svg.Anchor.START, "note", name);
                x += 34 + name.length() * 6;
            }
        }
        return colours;
    }

    private void grid(double top, double bottom) {
        for (double tick : TICKS) {
            double x = place(tick);
            svg.line(x, top, x, bottom, tick == 1 ? "#222222" : "#dddddd");
            svg.text(
                    x,
                    bottom + 12,
                    Svg.Anchor.MIDDLE,
                    "tick",
                    String.valueOf(tick).replaceAll("\\.0$", ""));
        }
    }

    private void mark(Spread spread, double middle, String colour) {
        double low = place(spread.min());
        double high = place(spread.max());
        double lower = place(spread.lower());
        double upper = place(spread.upper());
        svg.line(low, middle, high, middle, colour);
        svg.rectangle(lower, middle - 3, Math.max(upper - lower, 1), 6, colour);
        svg.circle(place(spread.median()), middle, 4.5, colour);
        svg.text(WIDTH - RIGHT + 16, middle + 4, Svg.Anchor.START, "note", Text.number(spread.median()));
    }

    /** Where a ratio stands; what lies beyond the scale stands at its edge. */
    private static double place(double ratio) {
        double clipped = Math.clamp(ratio, LEAST, MOST);
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(clipped / LEAST) / Math.log(MOST / LEAST);
    }
}
