package nib.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * A path through a configuration, such as {@code pools.app.policy} or {@code listeners.web.guards[0]}. The settings of
 * a part are below its word: {@code pools.app.policy.weighted.then}. Two places are equal when their text is.
 *
 * @param steps keys, in double quotes where they are not plain words, and numbers from 0 in square brackets
 */
public record Place(List<String> steps) {
    /** The whole configuration. */
    public static final Place ROOT = new Place(List.of());

    /** Keeps a copy. */
    public Place {
        steps = List.copyOf(steps);
    }

    /** Down through several keys. */
    public static Place of(String... keys) {
        return new Place(Stream.of(keys).map(Place::quoted).toList());
    }

    /** Down to a key. */
    public Place key(String key) {
        return then(quoted(key));
    }

    /** Down to an element of a list, counted from 0. */
    public Place index(int index) {
        return then("[" + index + "]");
    }

    private Place then(String step) {
        return new Place(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /** A key as a step: quoted unless it is a plain word, so that a key with a dot is not two steps. */
    private static String quoted(String key) {
        boolean plain =
                !key.isEmpty() && key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
        return plain ? key : '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The key that a step stands for. */
    static String unquoted(String step) {
        return step.startsWith("\"") ? step.substring(1, step.length() - 1).replaceAll("(?s)\\\\(.)", "$1") : step;
    }

    /** The path with dots; empty for the whole. */
    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        for (String step : steps) {
            path.append(path.isEmpty() || step.startsWith("[") ? "" : ".").append(step);
        }
        return path.toString();
    }
}
