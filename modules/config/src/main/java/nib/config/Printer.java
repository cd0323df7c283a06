package nib.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.spi.Settings;

/** Writes records as the YAML from which an equal record would be bound. Immutable. */
public final class Printer {
    private static final Mark NOWHERE = new Mark(Source.of("", ""), 0, 0);

    private final Scalars scalars;
    private final Speller speller;
    private final boolean terse;

    /** A printer that knows these scalars and asks how parts are spelled there. Leaves out nothing. */
    public Printer(Scalars scalars, Speller speller) {
        this(scalars, speller, false);
    }

    private Printer(Scalars scalars, Speller speller, boolean terse) {
        this.scalars = scalars;
        this.speller = speller;
        this.terse = terse;
    }

    /** One that leaves out what equals its default, and writes the one setting that has a shorthand alone. */
    public Printer terse() {
        return new Printer(scalars, speller, true);
    }

    /**
     * The text in block style, ending in a new line. Durations are in the largest unit that is exact.
     *
     * @throws IllegalArgumentException if the record is declared wrongly
     */
    public <S extends Record> String print(Settings<S> settings, S value) {
        Run run = new Run();
        return YamlText.of(run.mapping(value, run.fallbacks.describe(settings), Place.ROOT));
    }

    /** Knows how a part was written. */
    @FunctionalInterface
    public interface Speller {
        /** The spelling of a part that stands at a place. */
        Spelling<?> spell(Object part, Place place);
    }

    /**
     * How a part is written.
     *
     * @param word its provider's
     * @param type its provider's
     * @param settings what it was created from
     */
    public record Spelling<S extends Record>(String word, Settings<S> type, S settings) {}

    /** One run. */
    private final class Run {
        private final Binding fallbacks = new Binding(scalars, Binding.NO_PARTS, new Problems());

        private Node node(Object value, Type type, Place place) {
            return switch (type) {
                case Type.Single single -> scalar(value);
                case Type.Choice choice -> new Node.Scalar(NOWHERE, Words.kebab(((Enum<?>) value).name()), true);
                case Type.ListOf list -> list((List<?>) value, list, place);
                case Type.MapOf map -> map((Map<?, ?>) value, map, place);
                case Type.Group group -> group((Record) value, group.description(), place);
                case Type.Part part -> part(speller.spell(value, place), place);
            };
        }

        private Node scalar(Object value) {
            String text = Scalars.write(value);
            boolean quoted = value instanceof String
                    ? YamlText.isMistakable(text)
                    : new Node.Scalar(NOWHERE, text, true).isNothing();
            return new Node.Scalar(NOWHERE, text, !quoted);
        }

        private Node list(List<?> values, Type.ListOf type, Place place) {
            List<Node> items = new ArrayList<>();
            for (Object value : values) {
                items.add(node(value, type.element(), place.index(items.size())));
            }
            return new Node.Sequence(NOWHERE, items);
        }

        private Node map(Map<?, ?> values, Type.MapOf type, Place place) {
            Map<String, Node.Entry> entries = new LinkedHashMap<>();
            values.forEach((name, value) -> {
                String key = (String) name;
                entries.put(key, entry(node(value, type.value(), place.key(key))));
            });
            return new Node.Mapping(NOWHERE, entries);
        }

        private <S extends Record> Node part(Spelling<S> spelling, Place place) {
            Description<S> description = fallbacks.describe(spelling.type());
            Node settings = group(spelling.settings(), description, place.key(spelling.word()));
            if (settings instanceof Node.Mapping mapping && mapping.entries().isEmpty()) {
                return new Node.Scalar(NOWHERE, spelling.word(), true);
            }
            return new Node.Mapping(NOWHERE, Map.of(spelling.word(), entry(settings)));
        }

        /** The shorthand, if that is wanted and says it all; else the mapping. */
        private Node group(Record value, Description<?> description, Place place) {
            Node.Mapping mapping = mapping(value, description, place);
            if (!terse || mapping.entries().size() != 1) {
                return mapping;
            }
            return description
                    .shorthand()
                    .map(setting -> mapping.entries().get(setting.key()))
                    .map(Node.Entry::value)
                    .filter(alone -> !(alone instanceof Node.Mapping))
                    .orElse(mapping);
        }

        Node.Mapping mapping(Record value, Description<?> description, Place place) {
            Map<String, Node.Entry> entries = new LinkedHashMap<>();
            List<Setting> settings = description.settings();
            for (int i = 0; i < settings.size(); i++) {
                Setting setting = settings.get(i);
                Object component = description.value(value, i);
                if (component instanceof Optional<?> optional) {
                    component = optional.orElse(null);
                }
                if (component != null) {
                    add(entries, setting, component, place.key(setting.key()));
                }
            }
            return new Node.Mapping(NOWHERE, entries);
        }

        private void add(Map<String, Node.Entry> entries, Setting setting, Object value, Place place) {
            Node node = node(value, setting.type(), place);
            if (!terse
                    || !setting.fallback()
                            .map(text -> isDefault(text, setting, value, node))
                            .orElse(false)) {
                entries.put(setting.key(), entry(node));
            }
        }

        /** By value where the value can be made; a part's only by how it is written. */
        private boolean isDefault(String text, Setting setting, Object value, Node node) {
            if (!setting.type().hasParts()) {
                return value.equals(fallbacks.fallback(setting, text, NOWHERE));
            }
            return fallbacks.written(text, NOWHERE).map(node::equals).orElse(false);
        }

        private static Node.Entry entry(Node value) {
            return new Node.Entry(NOWHERE, value);
        }
    }
}
