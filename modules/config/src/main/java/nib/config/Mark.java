package nib.config;

import java.util.Comparator;

/**
 * A place in a text.
 *
 * @param source which text
 * @param line from 1; 0 for the text as a whole
 * @param column from 1, in characters (code points); 0 for the text as a whole
 */
public record Mark(Source source, int line, int column) implements Comparable<Mark> {
    private static final Comparator<Mark> ORDER = Comparator.<Mark, String>comparing(mark -> mark.source.name())
            .thenComparingInt(Mark::line)
            .thenComparingInt(Mark::column);

    /** By name of the source, line and column. */
    @Override
    public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column}, as editors understand it. */
    @Override
    public String toString() {
        return line == 0 ? source.name() : source.name() + ":" + line + ":" + column;
    }
}
