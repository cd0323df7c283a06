package nib.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what is wrong and never stops at the first. For one thread. */
public final class Problems {
    /** The most that are kept: nobody reads more, and a broken file of 16 MiB may hold millions. */
    public static final int LIMIT = 1000;

    /** An empty collection. */
    public Problems() {}

    private final List<Problem> kept = new ArrayList<>();
    private int count;

    /** Adds one. */
    public void add(Problem problem) {
        count++;
        if (kept.size() < LIMIT) {
            kept.add(problem);
        }
    }

    /** Adds one without a hint. */
    public void add(Mark at, String message) {
        add(new Problem(at, message, ""));
    }

    /** Adds one with a hint. */
    public void add(Mark at, String message, String hint) {
        add(new Problem(at, message, hint));
    }

    /** Whether all is well. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** How many there are, also of those that were not kept. */
    public int count() {
        return count;
    }

    /** By place; at most {@link #LIMIT}. */
    public List<Problem> sorted() {
        return kept.stream().sorted().toList();
    }

    /** A line for each, by place, and a last line when there are more. */
    @Override
    public String toString() {
        String lines = sorted().stream().map(Problem::toString).collect(Collectors.joining("\n"));
        return count > kept.size() ? lines + "\nand " + (count - kept.size()) + " more" : lines;
    }
}
