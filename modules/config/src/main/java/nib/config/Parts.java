package nib.config;

import java.util.Optional;

/**
 * Knows what a word means. A component whose type is an interface is a part: it is written as a word ({@code
 * least-connections}), or as a mapping of one word to its settings ({@code acl: {allow: [10.0.0.0/8]}}).
 *
 * <p>Whoever knows the providers looks the word up, binds its settings, and returns the part that stood here before if
 * provider and settings are equal, so that equal records mean that nothing has changed; or creates one:
 *
 * <pre>{@code
 * public <T> Optional<T> resolve(Mention<T> mention) {
 *     ... provider of mention.kind() named mention.word(); if there is none:
 *     mention.unknown(words);
 *     return Optional.empty();
 * }
 *
 * <S extends Record> Optional<Policy> policy(Mention<Policy> mention, Policy.Provider<S> provider) {
 *     return mention.settings(provider.settings())
 *             .flatMap(settings -> before(mention.place(), provider, settings)
 *                     .or(() -> mention.create(settings, provider::create)));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Parts {
    /**
     * Finds or creates the part.
     *
     * @return nothing after telling a problem through the mention
     */
    <T> Optional<T> resolve(Mention<T> mention);
}
