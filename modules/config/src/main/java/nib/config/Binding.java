package nib.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final IdentityHashMap<Setting, Object> fallbacks;
    private final Leaves leaves;
    private final Groups groups;

    Binding(Scalars scalars, Parts parts, Problems problems) {
        this(scalars, parts, problems, new IdentityHashMap<>());
    }

    private Binding(Scalars scalars, Parts parts, Problems problems, IdentityHashMap<Setting, Object> fallbacks) {
        this.scalars = scalars;
        this.parts = parts;
        this.problems = problems;
        this.fallbacks = fallbacks;
        this.leaves = new Leaves(scalars, this);
        this.groups = new Groups(this, fallbacks);
    }

    /** The same run, telling its problems elsewhere. */
    Binding telling(Problems other) {
        return new Binding(scalars, parts, other, fallbacks);
    }

    Problems problems() {
        return problems;
    }

    /**
     * What may be written for a record.
     *
     * @throws IllegalArgumentException if it is declared wrongly
     */
    <S extends Record> Description<S> describe(Settings<S> settings) {
        return scalars.describe(settings);
    }

    /** The default of a setting in which no part can stand. */
    @Nullable Object fallback(Setting setting, String text, Mark at) {
        return groups.fallback(setting, text, at, Place.ROOT);
    }

    /** A record whose declaration may be wrong. */
    <S extends Record> @Nullable S record(Node node, Settings<S> settings, Place place) {
        Description<S> description = attempt(node, node.at(), () -> describe(settings));
        return description == null ? null : groups.group(node, description, place);
    }

    /** Whatever a setting may be. */
    @Nullable Object value(Node node, Type type, Place place) {
        return switch (type) {
            case Type.Single single -> leaves.single(node, single);
            case Type.Choice choice -> leaves.choice(node, choice);
            case Type.ListOf list -> list(node, list, place);
            case Type.MapOf map -> map(node, map, place);
            case Type.Group group -> groups.group(node, group.description(), place);
            case Type.Part part -> part(node, part, place);
        };
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

    /** The tree of a default, all of which stands at one place. */
    Optional<Node> written(String text, Mark at) {
        return new TreeReader(new Source("default", text, at.source().folder()), problems, at).read();
    }

    /** Tells that something of another shape was expected; returns null. */
    @Nullable Object mismatch(Node node, Type type) {
        String message = "expected " + Phrases.expected(type) + ", found " + Phrases.found(node);
        problems.add(node.at(), message, Phrases.hint(node, type));
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
            problems.add(at, "failed with " + e, "this is a mistake in the program, not in the configuration");
        }
        return null;
    }
}
