package nib.kernel;

import java.util.List;

/**
 * What would become of a client, and who decides that.
 *
 * @param steps who was asked and what each said, in their order, one line each
 * @param outcome what comes of it
 */
public record Explanation(List<String> steps, String outcome) {
    /** Copies the list. */
    public Explanation {
        steps = List.copyOf(steps);
    }
}
