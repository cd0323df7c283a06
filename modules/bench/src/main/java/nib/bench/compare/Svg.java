package nib.bench.compare;

import java.util.Locale;

/** Writes a picture, shape by shape. It has a background of its own, so that it can be read on dark pages too. */
final class Svg {
    private final StringBuilder shapes = new StringBuilder();

    /** Where a text stands to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void rectangle(double x, double y, double width, double height, String fill) {
        add(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x,
                y,
                width,
                height,
                fill));
    }

    void line(double x1, double y1, double x2, double y2, String stroke) {
        add(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                x1,
                y1,
                x2,
                y2,
                stroke));
    }

    void circle(double x, double y, double radius, String fill) {
        add(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>", x, y, radius, fill));
    }

    void text(double x, double y, Anchor anchor, String style, String text) {
        add(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>",
                x,
                y,
                anchor.name().toLowerCase(Locale.ROOT),
                style,
                escaped(text)));
    }

    /** The whole picture. */
    String toString(int width, int height, String styles) {
        return """
               <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">
               <style>%s</style>
               <rect width="100%%" height="100%%" fill="#ffffff"/>
               %s</svg>
               """.formatted(width, height, width, height, styles, shapes);
    }

    private void add(String shape) {
        shapes.append(shape).append('\n');
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
