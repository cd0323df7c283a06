package nib.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A piece of a configuration as it was written, with its place. Immutable. */
public sealed interface Node {
    /** Where it begins. */
    Mark at();

    /**
     * Reads a text as one YAML 1.2 document. Duplicate keys, keys that are not text, tags, and aliases that explode or
     * hold themselves are problems, and reading goes on; after an error of syntax nothing more can be said. An empty
     * text is an empty mapping. Merge keys ({@code <<}) are keys like any other.
     *
     * @return the tree; nothing if the syntax is broken
     */
    static Optional<Node> read(Source source, Problems problems) {
        return new TreeReader(source, problems).read();
    }

    /** Where something stands below this node: the mark of the last step that is there. */
    default Mark find(Place place) {
        Node node = this;
        for (String step : place.steps()) {
            Node below = node.below(step);
            if (below == null) {
                break;
            }
            node = below;
        }
        return node.at();
    }

    private @Nullable Node below(String step) {
        if (this instanceof Sequence sequence && step.startsWith("[")) {
            int index = Integer.parseInt(step, 1, step.length() - 1, 10);
            return index < sequence.items().size() ? sequence.items().get(index) : null;
        }
        if (this instanceof Mapping mapping) {
            Entry entry = mapping.entries().get(Place.unquoted(step));
            return entry == null ? null : entry.value();
        }
        return null;
    }

    /**
     * A word, a number, a text.
     *
     * @param text without quotes
     * @param plain whether it was written without quotes
     */
    record Scalar(Mark at, String text, boolean plain) implements Node {
        /** Whether this is YAML's null: a value left out, {@code ~} or {@code null}. */
        public boolean isNothing() {
            return plain && text.matches("|~|null|Null|NULL");
        }
    }

    /** A list. */
    record Sequence(Mark at, List<Node> items) implements Node {
        /** Keeps a copy. */
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys with values, in the order of the text. */
    record Mapping(Mark at, Map<String, Entry> entries) implements Node {
        /** Keeps a copy. */
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /**
     * The value of a key.
     *
     * @param at where the key begins
     */
    record Entry(Mark at, Node value) {}
}
