package nib.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import nib.api.Printable;
import nib.spi.Filter;
import nib.spi.Forwarder;
import nib.spi.Guard;
import nib.spi.Observer;
import nib.spi.Opening;
import nib.spi.Policy;
import nib.spi.Preamble;
import nib.spi.Probe;
import nib.spi.Provider;
import nib.spi.Transport;

/** Every plugin that is there, by kind and word. Immutable. */
public final class Catalog {
    /** The origin of what the program was started with. */
    public static final String IMAGE = "image";

    private final Map<String, Entry> byName = new TreeMap<>();
    private final List<String> refused = new ArrayList<>();

    /**
     * A provider.
     *
     * @param origin where it comes from: {@link #IMAGE}, or a file
     */
    public record Offer(Provider<?, ?> provider, String origin) {}

    /**
     * A word was given twice or is no word: neither provider is used, {@link #refused} says why.
     *
     * @param refused what was left out before, a sentence for each
     */
    public Catalog(Collection<Offer> offers, Collection<String> refused) {
        this.refused.addAll(refused);
        Map<String, List<Entry>> claims = new TreeMap<>();
        for (Offer one : offers) {
            try {
                Entry entry = Entry.of(one);
                claims.computeIfAbsent(entry.name(), name -> new ArrayList<>()).add(entry);
            } catch (RuntimeException | LinkageError e) {
                this.refused.add(one.provider().getClass().getName() + " (" + one.origin() + "): it does not say its"
                        + " word: " + Failures.words(e));
            }
        }
        claims.forEach(this::settle);
    }

    /** The same for providers that are part of the program. */
    public Catalog(Collection<? extends Provider<?, ?>> providers) {
        this(providers.stream().map(one -> new Offer(one, IMAGE)).toList(), List.of());
    }

    /** The providers of the modules that the program was started with. */
    public static Catalog installed() {
        List<Provider<?, ?>> found = new ArrayList<>();
        ServiceLoader.load(Provider.class).forEach(found::add);
        return new Catalog(found);
    }

    private void settle(String name, List<Entry> claims) {
        Entry first = claims.getFirst();
        if (!first.word().matches("[a-z][a-z0-9-]*")) {
            refused.add(Printable.of(name, 80) + " of " + first.whence()
                    + ": a word is lower case letters, digits and hyphens");
        } else if (claims.size() > 1) {
            List<String> origins = claims.stream().map(Entry::whence).toList();
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
                .sorted(Comparator.comparing(Entry::kind).thenComparing(Entry::word))
                .toList();
    }

    /** Those of one kind, such as {@link nib.spi.Policy}, by word. */
    public List<Entry> entries(Class<?> kind) {
        return entries().stream()
                .filter(one -> one.kind().equals(kindWord(kind)))
                .toList();
    }

    /** What is another than in an older catalog, a sentence for each. */
    public List<String> changes(Catalog older) {
        List<String> changes = new ArrayList<>();
        byName.forEach((name, entry) -> {
            Entry old = older.byName.get(name);
            if (old == null) {
                changes.add(name + " is new, from " + entry.whence());
            } else if (!old.provider().equals(entry.provider())) {
                changes.add(name + " is replaced by that of " + entry.whence());
            }
        });
        older.byName.forEach((name, entry) -> {
            if (!byName.containsKey(name)) {
                changes.add(name + " is gone, of " + entry.whence());
            }
        });
        return changes;
    }

    /** The provider of a word, if there is one. */
    Optional<Provider<?, ?>> find(Class<?> kind, String word) {
        return Optional.ofNullable(byName.get(name(kindWord(kind), word))).map(Entry::provider);
    }

    /** The words of a kind. */
    List<String> words(Class<?> kind) {
        return entries(kind).stream().map(Entry::word).toList();
    }

    /** What a provider makes. */
    static Class<?> kind(Provider<?, ?> provider) {
        return switch (provider) {
            case Transport.Provider<?> transport -> Transport.class;
            case Forwarder.Provider<?> forwarder -> Forwarder.class;
            case Opening.Provider<?> opening -> Opening.class;
            case Preamble.Provider<?> preamble -> Preamble.class;
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

    private static String name(String kind, String word) {
        return kind + " " + word;
    }

    /**
     * One plugin.
     *
     * @param module the module that brings it, with its version where it has one
     * @param origin where it comes from: {@link #IMAGE}, or a file
     */
    public record Entry(String kind, String word, String module, String origin, Provider<?, ?> provider) {
        private static Entry of(Offer offer) {
            Provider<?, ?> provider = offer.provider();
            Module module = provider.getClass().getModule();
            String name = module.isNamed()
                    ? module.getDescriptor().toNameAndVersion()
                    : provider.getClass().getName();
            return new Entry(
                    kindWord(Catalog.kind(provider)),
                    Objects.requireNonNull(provider.word(), "null"),
                    name,
                    offer.origin(),
                    provider);
        }

        private String name() {
            return Catalog.name(kind, word);
        }

        private String whence() {
            return origin.equals(IMAGE) ? module : module + " (" + origin + ")";
        }
    }
}
