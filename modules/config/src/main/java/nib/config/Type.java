package nib.config;

import java.util.List;
import java.util.Optional;

/** What may be written for a setting. */
public sealed interface Type {
    /** In words, without an article: {@code list of prefix}. */
    String words();

    /** Whether a part may stand in it, so that a value can only be made by somebody who knows its word. */
    default boolean hasParts() {
        return switch (this) {
            case Single single -> false;
            case Choice choice -> false;
            case ListOf list -> list.element.hasParts();
            case MapOf map -> map.value.hasParts();
            case Group group ->
                group.description.settings().stream()
                        .anyMatch(setting -> setting.type().hasParts());
            case Part part -> true;
        };
    }

    /**
     * One scalar.
     *
     * @param java the class: {@code int.class}, {@code String.class}, {@link java.time.Duration} ...
     * @param words such as {@code whole number}
     * @param example a text that can be read
     * @param limits the values that make sense, if not all do
     */
    record Single(Class<?> java, String words, String example, Optional<Setting.Limits> limits) implements Type {}

    /** One of a few words. */
    record Choice(Class<? extends Enum<?>> java, List<String> choices) implements Type {
        @Override
        public String words() {
            return String.join(" | ", choices);
        }
    }

    /** A list. */
    record ListOf(Type element) implements Type {
        @Override
        public String words() {
            return "list of " + element.words();
        }
    }

    /** A mapping with names that the writer chooses. */
    record MapOf(Type value) implements Type {
        @Override
        public String words() {
            return "map of " + value.words();
        }
    }

    /** A mapping with settings of its own. */
    record Group(Description<?> description) implements Type {
        @Override
        public String words() {
            return Words.kebab(description.type().getSimpleName());
        }
    }

    /**
     * A part: a word, or a word with settings.
     *
     * @param kind the interface, such as {@link nib.spi.Policy}
     */
    record Part(Class<?> kind) implements Type {
        @Override
        public String words() {
            return Words.kebab(kind.getSimpleName());
        }
    }
}
