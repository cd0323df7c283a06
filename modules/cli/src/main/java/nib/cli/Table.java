package nib.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in columns as wide as what stands in them, two spaces apart. For one thread. */
final class Table {
    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    /** A table with these headings; the column of one that begins with {@code >} is aligned to the right. */
    Table(String... headings) {
        right = new boolean[headings.length];
        String[] plain = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            plain[i] = right[i] ? headings[i].substring(1) : headings[i];
        }
        rows.add(plain);
    }

    /** Adds a row with as many cells as there are headings. */
    Table row(Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + right.length + " columns");
        }
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = String.valueOf(cells[i]);
        }
        rows.add(row);
        return this;
    }

    /** Lines without trailing spaces, each after an indentation. */
    List<String> lines(String indentation) {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], width(row[i]));
            }
        }
        return rows.stream().map(row -> indentation + line(row, widths)).toList();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String space = " ".repeat(widths[i] - width(row[i]));
            line.append(right[i] ? space + row[i] : row[i] + space).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
