package nib.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.api.Address;
import nib.api.Block;
import nib.api.Ip;
import nib.api.Prefix;
import nib.spi.Settings;

/**
 * A JSON schema of what may be written (draft 2020-12 of json-schema.org), so that editors complete and check. It
 * accepts whatever binds; what it cannot say, such as that a name must be known or a duration within its range, it lets
 * by.
 *
 * <p>A schema is made of maps with text as keys, lists, texts, numbers and booleans, as JSON is.
 */
public final class Schema {
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final String DEFINITIONS = "$defs";

    /** What other scalars look like. Wider than what is read: the reader has the last word. */
    private static final Map<Class<?>, String> FORMS = Map.of(
            Duration.class, "^(0|[0-9]{1,19}(ns|us|ms|s|m|h|d))$",
            Path.class, "^[^~]",
            Ip.class, "^[0-9a-fA-F.:]+$",
            Prefix.class, "^[0-9a-fA-F.:]+(/[0-9]{1,3})?$",
            Block.class, "^[0-9a-fA-F.:]+(/[0-9]{1,3}| *- *[0-9a-fA-F.:]+)?$",
            Address.class, ":[0-9]{1,5}$|^(unix:)?[/@]");

    private final Scalars scalars;
    private final Vocabulary vocabulary;
    private final Map<String, Object> kinds = new LinkedHashMap<>();

    private Schema(Scalars scalars, Vocabulary vocabulary) {
        this.scalars = scalars;
        this.vocabulary = vocabulary;
    }

    /** Knows which parts there are. */
    @FunctionalInterface
    public interface Vocabulary {
        /** The words of a kind in the order in which they are to be offered, with their settings. */
        Map<String, Settings<?>> words(Class<?> kind);

        /** Whether a file may give names of its own to parts of a kind, which then stand where a word may. */
        default boolean hasNames(Class<?> kind) {
            return false;
        }
    }

    /**
     * The schema of a whole configuration.
     *
     * @throws IllegalArgumentException if the record is declared wrongly; a word whose settings are is left out
     */
    public static Map<String, Object> of(Settings<?> root, Scalars scalars, Vocabulary vocabulary) {
        Schema schema = new Schema(scalars, vocabulary);
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("$schema", DRAFT);
        whole.putAll(schema.orNothing(scalars.describe(root)));
        whole.put(DEFINITIONS, schema.kinds);
        return whole;
    }

    /** Settings of which none must be written may be nothing at all. */
    private Map<String, Object> orNothing(Description<?> description) {
        Map<String, Object> group = group(description);
        if (needsNothing(description)) {
            List<Object> more = group.get("anyOf") instanceof List<?> either ? new ArrayList<>(either) : null;
            if (more == null) {
                group.put("type", List.of("object", "null"));
            } else {
                more.add(Map.of("type", "null"));
                group.put("anyOf", more);
            }
        }
        return group;
    }

    private static boolean needsNothing(Description<?> description) {
        return description.settings().stream().allMatch(Setting::optional);
    }

    /** A mapping, or what may stand alone in its place. */
    private Map<String, Object> group(Description<?> description) {
        Map<String, Object> group = about(description.about());
        Optional<Setting> alone = description.shorthand();
        if (alone.isPresent()) {
            group.put("anyOf", List.of(setting(alone.get()), mapping(description)));
        } else {
            group.putAll(mapping(description));
        }
        return group;
    }

    private Map<String, Object> mapping(Description<?> description) {
        Map<String, Object> properties = new LinkedHashMap<>();
        description.settings().forEach(setting -> properties.put(setting.key(), setting(setting)));
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", "object");
        mapping.put("properties", properties);
        mapping.put(
                "required",
                description.settings().stream()
                        .filter(setting -> !setting.optional())
                        .map(Setting::key)
                        .toList());
        mapping.put("additionalProperties", false);
        return mapping;
    }

    private Map<String, Object> setting(Setting setting) {
        boolean timed = setting.type() instanceof Type.Single single && single.java() == Duration.class;
        String range = setting.limits()
                .filter(limits -> timed)
                .map(limits -> " " + limits + ".")
                .orElse("");
        Map<String, Object> schema = about((setting.about() + range).strip());
        Map<String, Object> value = value(setting.type());
        value.forEach((key, each) -> schema.merge(key, each, (ours, theirs) -> ours));
        setting.fallback().flatMap(this::written).ifPresent(each -> schema.put("default", each));
        return schema;
    }

    private Map<String, Object> value(Type type) {
        return switch (type) {
            case Type.Single single -> single(single);
            case Type.Choice choice -> ordered("enum", choice.choices());
            case Type.ListOf list -> ordered("type", "array", "items", value(list.element()));
            case Type.MapOf map -> ordered("type", "object", "additionalProperties", value(map.value()));
            case Type.Group group -> group(group.description());
            case Type.Part part -> part(part.kind());
        };
    }

    private Map<String, Object> single(Type.Single single) {
        Class<?> java = single.java();
        if (java == int.class || java == long.class || java == double.class) {
            return number(java, single.limits());
        }
        if (java == boolean.class) {
            return ordered("type", "boolean");
        }
        if (java == Duration.class) {
            return ordered("anyOf", List.of(text(java, "string"), Map.of("const", 0)));
        }
        // Without quotes, a text may look like a number or a boolean to those who do not know what is expected.
        boolean any = java == String.class || java == Path.class;
        return any ? text(java, List.of("string", "number", "boolean")) : text(java, "string");
    }

    private static Map<String, Object> text(Class<?> java, Object type) {
        String form = FORMS.get(java);
        return form == null ? ordered("type", type) : ordered("type", type, "pattern", form);
    }

    private Map<String, Object> number(Class<?> java, Optional<Setting.Limits> limits) {
        boolean small = java == int.class;
        Map<String, Object> number = ordered("type", java == double.class ? "number" : "integer");
        limits.map(Setting.Limits::min)
                .or(() -> small ? Optional.of(String.valueOf(Integer.MIN_VALUE)) : Optional.empty())
                .flatMap(this::written)
                .ifPresent(min -> number.put("minimum", min));
        limits.map(Setting.Limits::max)
                .filter(max -> !max.isEmpty())
                .or(() -> small ? Optional.of(String.valueOf(Integer.MAX_VALUE)) : Optional.empty())
                .flatMap(this::written)
                .ifPresent(max -> number.put("maximum", max));
        return number;
    }

    /** A reference, because a part may stand within a part of its own kind. */
    private Map<String, Object> part(Class<?> kind) {
        String name = Words.kebab(kind.getSimpleName());
        if (!kinds.containsKey(name)) {
            kinds.put(name, Map.of());
            kinds.put(name, kind(kind, name));
        }
        return ordered("$ref", "#/" + DEFINITIONS + "/" + name);
    }

    /** A word, or a word with its settings. */
    private Map<String, Object> kind(Class<?> kind, String name) {
        List<Object> forms = new ArrayList<>();
        Map<String, Object> settings = new LinkedHashMap<>();
        vocabulary
                .words(kind)
                .forEach((word, type) -> described(type).ifPresent(description -> {
                    if (needsNothing(description)) {
                        Map<String, Object> alone = ordered("const", word);
                        alone.putAll(about(description.about()));
                        forms.add(alone);
                    }
                    settings.put(word, orNothing(description));
                }));
        forms.add(ordered(
                "type",
                "object",
                "properties",
                settings,
                "additionalProperties",
                false,
                "minProperties",
                1,
                "maxProperties",
                1));
        if (vocabulary.hasNames(kind)) {
            forms.addFirst(ordered("type", "string"));
        }
        Map<String, Object> schema = about("A " + name + ".");
        schema.put("anyOf", forms);
        return schema;
    }

    private Optional<Description<?>> described(Settings<?> settings) {
        try {
            return Optional.of(scalars.describe(settings));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // nor can anybody use it
        }
    }

    /** What a default or a limit says, as JSON says it. */
    private Optional<Object> written(String text) {
        return new Binding(scalars, Binding.NO_PARTS, new Problems())
                .written(text, new Mark(Source.of("default", ""), 0, 0))
                .map(Schema::json);
    }

    private static Object json(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> json(scalar.text());
            case Node.Sequence sequence ->
                sequence.items().stream().map(Schema::json).toList();
            case Node.Mapping mapping -> {
                Map<String, Object> members = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> members.put(key, json(entry.value())));
                yield members;
            }
        };
    }

    private static Object json(String text) {
        if (text.matches("-?[0-9]{1,18}")) {
            return Long.valueOf(text);
        }
        if (text.matches("-?[0-9]{1,18}\\.[0-9]{1,18}")) {
            return Double.valueOf(text);
        }
        return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
    }

    private static Map<String, Object> about(String about) {
        return about.isEmpty() ? new LinkedHashMap<>() : ordered("description", about);
    }

    /** Keys and values in turn. */
    private static Map<String, Object> ordered(Object... members) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            map.put((String) members[i], members[i + 1]);
        }
        return map;
    }
}
