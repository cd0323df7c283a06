package nib.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import nib.spi.Complaint;
import nib.spi.Settings;
import org.jspecify.annotations.Nullable;

/** One run of a binder. Every method that returns null has told a problem. */
final class Binding {
    /** For values in which no part can stand. */
    static final Parts NO_PARTS = new Parts() {
        @Override
        public <T> Optional<T> resolve(Mention<T> mention) {
            mention.problem("no part can stand here", "");
            return Optional.empty();
        }
    };

    /** Deeper than any text can nest: defaults that bring defaults without end. */
    private static final int DEEPEST = 256;

    private final Scalars scalars;
    private final Parts parts;
    private final Problems problems;
    private final Descriptions descriptions;

    Binding(Scalars scalars, Parts parts, Problems problems) {
        this(scalars, parts, problems, new Descriptions(scalars));
    }

    private Binding(Scalars scalars, Parts parts, Problems problems, Descriptions descriptions) {
        this.scalars = scalars;
        this.parts = parts;
        this.problems = problems;
        this.descriptions = descriptions;
    }

    Problems problems() {
        return problems;
    }

    /** A record whose declaration may be wrong. */
    <S extends Record> @Nullable S record(Node node, Settings<S> settings, Place place) {
        Description<S> description = attempt(node, node.at(), () -> descriptions.of(settings));
        return description == null ? null : group(node, description, place);
    }

    /** Whatever a setting may be. */
    @Nullable Object value(Node node, Type type, Place place) {
        return switch (type) {
            case Type.Single single -> single(node, single);
            case Type.Choice choice -> choice(node, choice);
            case Type.ListOf list -> list(node, list, place);
            case Type.MapOf map -> map(node, map, place);
            case Type.Group group -> group(node, group.description(), place);
            case Type.Part part -> part(node, part, place);
        };
    }

    private @Nullable Object single(Node node, Type.Single type) {
        Scalars.Format<?> format = scalars.format(type.java());
        if (format == null || !(node instanceof Node.Scalar scalar) || scalar.isNothing()) {
            return mismatch(node, type);
        }
        if (format.plain() && !scalar.plain()) {
            String found = ", found text in quotes: " + Words.shown(scalar.text());
            problems.add(node.at(), "expected " + Phrases.expected(type) + found, "leave the quotes out");
            return null;
        }
        Object value = attempt(
                node,
                node.at(),
                () -> format.read().read(scalar.text(), node.at().source().folder()));
        if (value != null
                && type.limits().isPresent()
                && !Limit.within(format, type.limits().get(), value)) {
            String found = ", found " + Scalars.write(value);
            problems.add(node.at(), "expected " + type.limits().get() + found);
            return null;
        }
        return value;
    }

    private @Nullable Object choice(Node node, Type.Choice type) {
        if (!(node instanceof Node.Scalar scalar) || scalar.isNothing()) {
            return mismatch(node, type);
        }
        int index = type.choices().indexOf(scalar.text());
        if (index < 0) {
            String hint = Words.nearest(scalar.text(), type.choices())
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("");
            problems.add(node.at(), "expected " + Phrases.expected(type) + ", found " + Phrases.found(node), hint);
            return null;
        }
        return type.java().getEnumConstants()[index];
    }

    private @Nullable Object list(Node node, Type.ListOf type, Place place) {
        if (!(node instanceof Node.Sequence sequence)) {
            return mismatch(node, type);
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Object value = value(sequence.items().get(i), type.element(), place.index(i));
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    private @Nullable Object map(Node node, Type.MapOf type, Place place) {
        if (!(node instanceof Node.Mapping mapping)) {
            return mismatch(node, type);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            Object value = value(entry.value(), type.value(), place.key(key));
            if (value != null) {
                values.put(key, value);
            }
        });
        return Collections.unmodifiableMap(values);
    }

    private @Nullable Object part(Node node, Type.Part type, Place place) {
        if (node instanceof Node.Scalar scalar && !scalar.isNothing()) {
            return resolve(new Mention<>(type.kind(), scalar.text(), scalar.at(), place, Optional.empty(), this));
        }
        if (!(node instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
            return mismatch(node, type);
        }
        Map.Entry<String, Node.Entry> first =
                mapping.entries().entrySet().iterator().next();
        if (mapping.entries().size() > 1) {
            String keys = String.join(
                    ", ", mapping.entries().keySet().stream().limit(4).toList());
            problems.add(
                    node.at(),
                    "expected one word with its settings, found several keys: " + keys,
                    "indent the settings of " + Words.shown(first.getKey()) + " below it");
            return null;
        }
        Node written = first.getValue().value();
        boolean nothing = written instanceof Node.Scalar scalar && scalar.isNothing();
        Optional<Node> settings = nothing ? Optional.empty() : Optional.of(written);
        return resolve(
                new Mention<>(type.kind(), first.getKey(), first.getValue().at(), place, settings, this));
    }

    private <T> @Nullable T resolve(Mention<T> mention) {
        if (mention.place().steps().size() > DEEPEST) {
            mention.problem("the defaults of " + Words.shown(mention.word()) + " go round in circles", "");
            return null;
        }
        int before = problems.count();
        Optional<T> part = attempt(new Node.Scalar(mention.at(), "", true), mention.at(), () -> parts.resolve(mention));
        if (part != null && part.isEmpty() && problems.count() == before) {
            mention.problem(Words.shown(mention.word()) + " cannot be had", "");
        }
        return part == null ? null : part.orElse(null);
    }

    private <S extends Record> @Nullable S group(Node node, Description<S> description, Place place) {
        Optional<Map<String, Node.Entry>> entries = entries(node, description);
        if (entries.isEmpty()) {
            mismatch(node, new Type.Group(description));
            return null;
        }
        int before = problems.count();
        Set<String> meant = unknown(entries.get(), description);
        List<Setting> settings = description.settings();
        @Nullable Object[] values = new @Nullable Object[settings.size()];
        for (int i = 0; i < values.length; i++) {
            Setting setting = settings.get(i);
            Node.Entry entry = entries.get().get(setting.key());
            if (entry != null) {
                Object value = value(entry.value(), setting.type(), place.key(setting.key()));
                values[i] = setting.optional() && setting.fallback().isEmpty() ? Optional.ofNullable(value) : value;
            } else if (!meant.contains(setting.key())) {
                values[i] = leftOut(setting, node.at(), place.key(setting.key()));
            }
        }
        return problems.count() == before ? attempt(node, node.at(), () -> description.construct(values)) : null;
    }

    private static Optional<Map<String, Node.Entry>> entries(Node node, Description<?> description) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(mapping.entries());
        }
        if (node instanceof Node.Scalar scalar && scalar.isNothing()) {
            return Optional.empty();
        }
        return description.shorthand().map(alone -> Map.of(alone.key(), new Node.Entry(node.at(), node)));
    }

    /** Tells which keys are not known, and returns those that were probably meant. */
    private Set<String> unknown(Map<String, Node.Entry> entries, Description<?> description) {
        Set<String> meant = new HashSet<>();
        List<String> known = description.keys();
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                Words.nearest(key, known).ifPresent(meant::add);
                String hint = known.isEmpty() ? "there is nothing to set here" : Words.suggest(key, known);
                problems.add(entry.at(), "unknown key " + Words.shown(key), hint);
            }
        });
        return meant;
    }

    private @Nullable Object leftOut(Setting setting, Mark at, Place place) {
        if (setting.fallback().isPresent()) {
            Problems own = new Problems();
            Binding binding = new Binding(scalars, parts, own, descriptions);
            Object value = binding.written(setting.fallback().get(), at)
                    .map(node -> binding.value(node, setting.type(), place))
                    .orElse(null);
            String prefix = "the default of " + Words.shown(setting.key()) + ": ";
            own.sorted().forEach(each -> problems.add(each.at(), prefix + each.message(), each.hint()));
            return value;
        }
        if (setting.optional()) {
            return Optional.empty();
        }
        problems.add(
                at,
                Words.shown(setting.key()) + " is missing",
                "write " + setting.key() + ": " + Phrases.example(setting.type()));
        return null;
    }

    /** The tree of a default, all of which stands at one place. */
    Optional<Node> written(String text, Mark at) {
        return new TreeReader(new Source("default", text, at.source().folder()), problems, at).read();
    }

    private @Nullable Object mismatch(Node node, Type type) {
        String hint = "";
        if (node instanceof Node.Scalar scalar && scalar.isNothing()) {
            hint = "write a value, or leave the key out";
        } else if (node instanceof Node.Scalar scalar && type instanceof Type.ListOf) {
            hint = "write [" + Words.shown(scalar.text()).replace("\"", "") + "]";
        }
        problems.add(node.at(), "expected " + Phrases.expected(type) + ", found " + Phrases.found(node), hint);
        return null;
    }

    /**
     * Does what may throw because of what is written or because a plugin is broken, and tells it.
     *
     * @param node whose settings a {@link Complaint} speaks of
     * @param at where all else is told
     */
    <T> @Nullable T attempt(Node node, Mark at, Supplier<? extends @Nullable T> action) {
        try {
            return action.get();
        } catch (Unfit e) {
            problems.add(at, String.valueOf(e.getMessage()), e.hint());
        } catch (Complaint e) {
            Mark where = node.find(Place.of(Words.kebab(e.setting())));
            problems.add(where.equals(node.at()) ? at : where, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            problems.add(at, e.getMessage() == null ? "was refused" : e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            problems.add(at, "was refused by a program error: " + e);
        }
        return null;
    }
}
