package nib.kernel;

import java.util.Collection;
import java.util.Map;
import nib.config.Mark;
import nib.config.Node;
import nib.config.Problems;
import nib.config.Words;
import org.jspecify.annotations.Nullable;

/**
 * Whether every listener names a pool that is there. Looked up in the text itself, so that it is told together with
 * values that cannot be bound.
 */
final class PoolNames {
    private PoolNames() {}

    /** Looks at the listeners of a whole file. */
    static void check(Node root, Problems problems) {
        Collection<String> pools = entries(value(root, "pools")).keySet();
        entries(value(root, "listeners")).values().forEach(listener -> {
            if (value(listener.value(), "pool") instanceof Node.Scalar name) {
                check(name.at(), name.text(), pools, problems);
            }
        });
    }

    private static @Nullable Node value(Node node, String key) {
        Node.Entry entry = entries(node).get(key);
        return entry == null ? null : entry.value();
    }

    private static Map<String, Node.Entry> entries(@Nullable Node node) {
        return node instanceof Node.Mapping mapping ? mapping.entries() : Map.of();
    }

    /** Looks at one name. */
    static void check(Mark at, String name, Collection<String> pools, Problems problems) {
        if (!pools.contains(name)) {
            problems.add(at, "there is no pool named " + name, hint(name, pools));
        }
    }

    /** The word that was probably meant, or else all that there are. */
    static String hint(String word, Collection<String> known) {
        return Words.nearest(word, known)
                .map(near -> "did you mean " + near + "?")
                .orElse(known.isEmpty() ? "" : "there are: " + String.join(", ", known));
    }
}
