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
 * @param limits the values that make sense, if not all do
 * @param about what it is for; empty if it does not say
 * @param shorthand whether it may be written alone in place of the whole record
 */
public record Setting(
        String key,
        String component,
        Type type,
        boolean optional,
        Optional<String> fallback,
        Optional<Limits> limits,
        String about,
        boolean shorthand) {
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
