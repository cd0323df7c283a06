package nib.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import nib.spi.Filter;
import nib.spi.Guard;
import nib.spi.Observer;
import nib.spi.Policy;
import nib.spi.Probe;
import nib.spi.Provider;
import nib.spi.Transport;

/** Every plugin that is there, by kind and word. Immutable. */
public final class Catalog {
    private final Map<String, Provider<?, ?>> byName = new TreeMap<>();
    private final List<String> refused = new ArrayList<>();

    /** A word was given twice or is no word: neither provider is used, {@link #refused} says why. */
    public Catalog(Collection<? extends Provider<?, ?>> providers) {
        Map<String, List<Provider<?, ?>>> claims = new TreeMap<>();
        for (Provider<?, ?> one : providers) {
            claims.computeIfAbsent(name(kind(one), one.word()), name -> new ArrayList<>())
                    .add(one);
        }
        claims.forEach(this::settle);
    }

    /** The providers of the modules that the program was started with. */
    public static Catalog installed() {
        List<Provider<?, ?>> found = new ArrayList<>();
        ServiceLoader.load(Provider.class).forEach(found::add);
        return new Catalog(found);
    }

    private void settle(String name, List<Provider<?, ?>> claims) {
        Provider<?, ?> first = claims.getFirst();
        if (!first.word().matches("[a-z][a-z0-9-]*")) {
            refused.add(name + " of " + origin(first) + ": a word is lower case letters, digits and hyphens");
        } else if (claims.size() > 1) {
            List<String> origins = claims.stream().map(Catalog::origin).toList();
            refused.add(name + ": more than one module brings it: " + String.join(", ", origins));
        } else {
            byName.put(name, first);
        }
    }

    /** What was left out, a sentence for each. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    /** All that can be used, by kind and word. */
    public List<Entry> entries() {
        return byName.values().stream()
                .map(one -> new Entry(kindWord(kind(one)), one.word(), origin(one), one))
                .sorted(Comparator.comparing(Entry::kind).thenComparing(Entry::word))
                .toList();
    }

    /** The provider of a word, if there is one. */
    Optional<Provider<?, ?>> find(Class<?> kind, String word) {
        return Optional.ofNullable(byName.get(name(kind, word)));
    }

    /** The words of a kind. */
    List<String> words(Class<?> kind) {
        return byName.values().stream()
                .filter(one -> kind(one) == kind)
                .map(Provider::word)
                .toList();
    }

    /** What a provider makes. */
    static Class<?> kind(Provider<?, ?> provider) {
        return switch (provider) {
            case Transport.Provider<?> transport -> Transport.class;
            case Guard.Provider<?> guard -> Guard.class;
            case Filter.Provider<?> filter -> Filter.class;
            case Policy.Provider<?> policy -> Policy.class;
            case Probe.Provider<?> probe -> Probe.class;
            case Observer.Provider<?> observer -> Observer.class;
        };
    }

    private static String kindWord(Class<?> kind) {
        return kind.getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    private static String name(Class<?> kind, String word) {
        return kindWord(kind) + " " + word;
    }

    private static String origin(Provider<?, ?> provider) {
        Module module = provider.getClass().getModule();
        if (!module.isNamed()) {
            return provider.getClass().getName();
        }
        return module.getDescriptor().toNameAndVersion();
    }

    /**
     * One plugin.
     *
     * @param module the module that brings it, with its version where it has one
     */
    public record Entry(String kind, String word, String module, Provider<?, ?> provider) {}
}
