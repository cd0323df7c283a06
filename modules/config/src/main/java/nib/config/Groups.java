package nib.config;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds records: keys to components, defaults for what is left out. Whatever returns null has told a problem. */
final class Groups {
    private static final String DEFAULT = "the default of ";

    private final Binding binding;
    /** Defaults without parts, made once in a run: ten thousand servers share them. */
    private final IdentityHashMap<Setting, Object> fallbacks;

    Groups(Binding binding, IdentityHashMap<Setting, Object> fallbacks) {
        this.binding = binding;
        this.fallbacks = fallbacks;
    }

    <S extends Record> @Nullable S group(Node node, Description<S> description, Place place) {
        Map<String, Node.Entry> entries = entries(node, description);
        if (entries == null) {
            binding.mismatch(node, new Type.Group(description));
            return null;
        }
        int before = binding.problems().count();
        Set<String> meant = unknown(entries, description);
        List<Setting> settings = description.settings();
        @Nullable Object[] values = new @Nullable Object[settings.size()];
        for (int i = 0; i < values.length; i++) {
            Setting setting = settings.get(i);
            Node.Entry entry = entries.get(setting.key());
            if (entry != null) {
                Object value = binding.value(entry.value(), setting.type(), place.key(setting.key()));
                values[i] = setting.isOptional() ? Optional.ofNullable(value) : value;
            } else if (!meant.contains(setting.key())) {
                values[i] = leftOut(setting, node.at(), place.key(setting.key()));
            }
        }
        boolean whole = binding.problems().count() == before;
        return whole ? binding.attempt(node, node.at(), () -> description.construct(values)) : null;
    }

    /** The keys that were written; a shorthand is a single one. Null if this can be no record. */
    private static @Nullable Map<String, Node.Entry> entries(Node node, Description<?> description) {
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries();
        }
        Setting alone = description.shorthand().orElse(null);
        boolean nothing = node instanceof Node.Scalar scalar && scalar.isNothing();
        return alone == null || nothing ? null : Map.of(alone.key(), new Node.Entry(node.at(), node));
    }

    /** Tells which keys are not known, and returns those that were probably meant: they are not missing. */
    private Set<String> unknown(Map<String, Node.Entry> entries, Description<?> description) {
        Set<String> meant = new HashSet<>();
        List<String> known = description.keys();
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                Optional<String> near = Words.nearest(key, known);
                near.ifPresent(meant::add);
                String hint = near.map(Words::meant).orElseGet(() -> hint(key, known));
                binding.problems().add(entry.at(), "unknown key " + Words.shown(key), hint);
            }
        });
        return meant;
    }

    private static String hint(String key, List<String> known) {
        if (key.equals("<<")) {
            return "YAML 1.2 has no merge keys";
        }
        return known.isEmpty() ? "there is nothing to set here" : Words.choice(known);
    }

    private @Nullable Object leftOut(Setting setting, Mark at, Place place) {
        if (setting.fallback().isPresent()) {
            return fallback(setting, setting.fallback().get(), at, place);
        }
        if (setting.optional()) {
            return Optional.empty();
        }
        String hint = "write " + setting.key() + ": " + Phrases.example(setting.type());
        binding.problems().add(at, Words.shown(setting.key()) + " is missing", hint);
        return null;
    }

    /** The default of a setting. One without parts is always the same; it was tried when the record was described. */
    @Nullable Object fallback(Setting setting, String text, Mark at, Place place) {
        Object known = fallbacks.get(setting);
        if (known != null) {
            return known;
        }
        Problems own = new Problems();
        Binding apart = binding.telling(own);
        Object value = apart.written(text, at)
                .map(node -> apart.value(node, setting.type(), place))
                .orElse(null);
        for (Problem each : own.sorted()) {
            String whose = each.message().startsWith(DEFAULT) ? "" : DEFAULT + Words.shown(setting.key()) + ": ";
            binding.problems().add(each.at(), whose + each.message(), each.hint());
        }
        if (value != null && !setting.type().hasParts()) {
            fallbacks.put(setting, value);
        }
        return value;
    }
}
