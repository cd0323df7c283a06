package nib.config;

import java.util.List;

/** What may be written for a setting. */
public sealed interface Type {
    /** In words, without an article: {@code list of prefix}. */
    String words();

    /**
     * One scalar.
     *
     * @param java the class: {@code int.class}, {@code String.class}, {@link java.time.Duration} ...
     * @param words such as {@code whole number}
     * @param example a text that can be read
     */
    record Single(Class<?> java, String words, String example) implements Type {}

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
