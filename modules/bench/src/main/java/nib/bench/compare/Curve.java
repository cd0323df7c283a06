package nib.bench.compare;

import java.util.List;
import java.util.Map;

/**
 * Lines over one axis, as a picture. Both scales begin at 0.
 *
 * @param up what the vertical axis is
 * @param along what the horizontal axis is
 * @param curves points by the name of their line
 */
record Curve(String up, String along, Map<String, List<Point>> curves) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int RIGHT = 80;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int TICKS = 5;
    private static final List<String> COLOURS = List.of("#d1662a", "#1b6ca8", "#3f8f4f");
    private static final String STYLES =
            "text { font: 12px sans-serif; fill: #222222 } .tick { font-size: 10px; fill: #666666 }";

    /** A measured point. */
    record Point(double x, double y) {}

    String svg() {
        Svg svg = new Svg();
        double mostX = most(true);
        double mostY = most(false);
        svg.text(LEFT, 20, Svg.Anchor.START, "", up);
        svg.text(WIDTH - RIGHT, HEIGHT - 10, Svg.Anchor.END, "", along);
        for (int i = 0; i <= TICKS; i++) {
            double y = y(mostY * i / TICKS, mostY);
            svg.line(LEFT, y, WIDTH - RIGHT, y, "#e3e3e3");
            svg.text(LEFT - 8, y + 4, Svg.Anchor.END, "tick", "%.0f".formatted(mostY * i / TICKS));
            double x = x(mostX * i / TICKS, mostX);
            svg.text(x, HEIGHT - BOTTOM + 16, Svg.Anchor.MIDDLE, "tick", "%,.0f".formatted(mostX * i / TICKS));
        }
        int colour = 0;
        for (Map.Entry<String, List<Point>> one : curves.entrySet()) {
            draw(svg, one.getKey(), one.getValue(), COLOURS.get(colour++ % COLOURS.size()), mostX, mostY);
        }
        return svg.toString(WIDTH, HEIGHT, STYLES);
    }

    private static void draw(Svg svg, String name, List<Point> points, String colour, double mostX, double mostY) {
        for (int i = 0; i < points.size(); i++) {
            Point here = points.get(i);
            svg.circle(x(here.x, mostX), y(here.y, mostY), 2.5, colour);
            if (i > 0) {
                Point before = points.get(i - 1);
                svg.line(x(before.x, mostX), y(before.y, mostY), x(here.x, mostX), y(here.y, mostY), colour);
            }
        }
        Point last = points.getLast();
        svg.text(x(last.x, mostX) + 8, y(last.y, mostY) + 4, Svg.Anchor.START, "", name);
    }

    /** The greatest, rounded up to two digits. */
    private double most(boolean along) {
        double most = curves.values().stream()
                .flatMap(List::stream)
                .mapToDouble(point -> along ? point.x : point.y)
                .max()
                .orElse(1);
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1))) - 1);
        return Math.ceil(Math.max(most, 1) / unit) * unit;
    }

    private static double x(double value, double most) {
        return LEFT + value / most * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double most) {
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
    }
}
