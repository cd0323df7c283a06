package nib.config;

import java.util.Optional;

/**
 * One component of a record of settings.
 *
 * @param key its name in the configuration
 * @param component its name in Java
 * @param type what may be written
 * @param optional whether it may be left out: it is an {@link Optional} or has a default
 * @param fallback the default, as it would be written
 * @param about what it is for; empty if it does not say
 * @param shorthand whether it may be written alone in place of the whole record
 */
public record Setting(
        String key,
        String component,
        Type type,
        boolean optional,
        Optional<String> fallback,
        String about,
        boolean shorthand) {
    /** Whether it is an {@link Optional} in Java. */
    boolean isOptional() {
        return optional && fallback.isEmpty();
    }

    /** The values that make sense, or those of its elements, if not all do. */
    public Optional<Limits> limits() {
        return limits(type);
    }

    private static Optional<Limits> limits(Type type) {
        return switch (type) {
            case Type.Single single -> single.limits();
            case Type.ListOf list -> limits(list.element());
            case Type.MapOf map -> limits(map.value());
            case Type.Choice choice -> Optional.empty();
            case Type.Group group -> Optional.empty();
            case Type.Part part -> Optional.empty();
        };
    }

    /**
     * The values that make sense, both ends included.
     *
     * @param min as it would be written
     * @param max as it would be written; empty for no end
     */
    public record Limits(String min, String max) {
        @Override
        public String toString() {
            return max.isEmpty() ? "at least " + min : min + " to " + max;
        }
    }
}
