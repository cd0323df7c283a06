package nib.config;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nib.spi.Settings;

/**
 * A place in a configuration where a part is named. Valid while {@link Parts#resolve} runs.
 *
 * @param <T> the kind of part
 */
public final class Mention<T> {
    private final Class<T> kind;
    private final String word;
    private final Mark at;
    private final Place place;
    private final Optional<Node> written;
    private final Binding binding;

    Mention(Class<T> kind, String word, Mark at, Place place, Optional<Node> written, Binding binding) {
        this.kind = kind;
        this.word = word;
        this.at = at;
        this.place = place;
        this.written = written;
        this.binding = binding;
    }

    /** The kind that is wanted here: an interface such as {@link nib.spi.Policy}. */
    public Class<T> kind() {
        return kind;
    }

    /** The word as written. */
    public String word() {
        return word;
    }

    /** Where the word stands; where the word is a default, where the mapping begins that left it out. */
    public Mark at() {
        return at;
    }

    /** The path to the component, without the word. */
    public Place place() {
        return place;
    }

    /** The settings as written, if there are any. */
    public Optional<Node> written() {
        return written;
    }

    /**
     * Binds the settings, and parts within them, with the binder that is at work.
     *
     * @return nothing after telling the problems
     */
    public <S extends Record> Optional<S> settings(Settings<S> settings) {
        return Optional.ofNullable(binding.record(node(), settings, place.key(word)));
    }

    private Node node() {
        return written.orElseGet(() -> new Node.Mapping(at, Map.of()));
    }

    /**
     * Creates the part; what {@code create} throws becomes a problem at the setting it complains of, else at the word.
     *
     * @return nothing after telling the problem
     */
    public <S extends Record> Optional<T> create(S settings, Function<? super S, ? extends T> create) {
        return Optional.ofNullable(binding.<T>attempt(node(), at, () -> create.apply(settings)));
    }

    /** Tells that the word is not known, with the nearest of those that are. */
    public void unknown(Collection<String> known) {
        String noun = Words.kebab(kind.getSimpleName());
        problem("no " + noun + " is called " + Words.shown(word), Words.suggest(word, known));
    }

    /** Tells a problem at the word. */
    public void problem(String message, String hint) {
        binding.problems().add(at, message, hint);
    }
}
