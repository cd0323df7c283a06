package nib.kernel;

import java.util.Collection;
import java.util.Map;
import nib.config.Mark;
import nib.config.Node;
import nib.config.Problems;
import nib.config.Words;

/**
 * Whether every listener names a pool that is there. Looked up in the text itself, so that it is told together with
 * values that cannot be bound.
 */
final class PoolNames {
    private PoolNames() {}

    /** Looks at the listeners of a whole file. */
    static void check(Node root, Problems problems) {
        Collection<String> pools = entries(root, "pools").keySet();
        entries(root, "listeners").values().forEach(listener -> {
            if (listener.value() instanceof Node.Mapping mapping
                    && mapping.entries().get("pool") instanceof Node.Entry pool
                    && pool.value() instanceof Node.Scalar name) {
                check(name.at(), name.text(), pools, problems);
            }
        });
    }

    private static Map<String, Node.Entry> entries(Node root, String key) {
        return root instanceof Node.Mapping house
                        && house.entries().get(key) instanceof Node.Entry entry
                        && entry.value() instanceof Node.Mapping mapping
                ? mapping.entries()
                : Map.of();
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
