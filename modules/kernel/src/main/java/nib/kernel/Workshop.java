package nib.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.config.Mention;
import nib.config.Node;
import nib.config.Parts;
import nib.config.Place;
import nib.config.Printer;
import nib.config.Problems;
import nib.spi.Loadable;
import nib.spi.Provider;
import nib.spi.Resident;

/**
 * The parts of one plan. A part that would be made of the same settings as the one that stands in its place already is
 * not made again: equal plans hold the same parts, so that comparing plans is comparing records.
 */
final class Workshop implements Parts {
    /** A part, and what it was made of. */
    private record Made<S extends Record>(Provider<S, ?> provider, S settings, Object part) {
        Printer.Spelling<S> spelling() {
            return new Printer.Spelling<>(provider.word(), provider.settings(), settings);
        }
    }

    private final Catalog catalog;
    private final Map<Place, Made<?>> before;
    private final Map<Place, Made<?>> made = new LinkedHashMap<>();
    private final SharedGuards shared = new SharedGuards();
    private final List<Loads.Loaded> loaded = new ArrayList<>();

    private Workshop(Catalog catalog, Map<Place, Made<?>> before) {
        this.catalog = catalog;
        this.before = before;
    }

    /** Without anything to keep. */
    static Workshop empty(Catalog catalog) {
        return new Workshop(catalog, Map.of());
    }

    /** For the next plan: what is equal there is kept. */
    Workshop next(Catalog newer) {
        return new Workshop(newer, made);
    }

    @Override
    public <T> Optional<T> resolve(Mention<T> mention) {
        Optional<Provider<?, ?>> provider = catalog.find(mention.kind(), mention.word());
        if (SharedGuards.isDefinition(mention)) {
            return shared.define(mention, catalog, () -> provider.flatMap(known -> keepOrMake(mention, known)));
        }
        if (provider.isEmpty()) {
            return shared.find(mention, catalog);
        }
        return keepOrMake(mention, provider.get());
    }

    private <T, S extends Record> Optional<T> keepOrMake(Mention<T> mention, Provider<S, ?> provider) {
        Optional<S> settings = mention.settings(provider.settings());
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> part = kept(mention, provider, settings.get())
                .or(() -> mention.create(settings.get(), s -> mention.kind().cast(provider.create(s))));
        part.ifPresent(one -> made.put(mention.place(), new Made<>(provider, settings.get(), one)));
        return part;
    }

    private <T> Optional<T> kept(Mention<T> mention, Provider<?, ?> provider, Record settings) {
        Made<?> old = before.get(mention.place());
        if (old == null || !old.provider.equals(provider) || !old.settings.equals(settings)) {
            return Optional.empty();
        }
        return Optional.of(mention.kind().cast(old.part));
    }

    /** Has every part that reads files read them, also those that were kept; what is wrong with one is told there. */
    void load(Node root, Problems problems) {
        made.forEach((place, one) -> {
            if (one.part instanceof Loadable part) {
                String word = one.provider.word();
                loaded.add(new Loads.Loaded(word, part, FileStamps.of(part.files())));
                try {
                    part.load();
                } catch (IOException | RuntimeException e) {
                    problems.add(root.find(place.key(word)), word + ": " + Failures.words(e), "");
                }
            }
        });
    }

    /** The parts that read files. */
    List<Loads.Loaded> loaded() {
        return List.copyOf(loaded);
    }

    /** How a part is written. */
    Printer.Spelling<?> spell(Object part, Place place) {
        if (shared.isSpelledByName(part, place)) {
            return shared.spelling(part);
        }
        Made<?> one = made.get(place);
        if (one == null || !one.part.equals(part)) {
            one = made.values().stream()
                    .filter(other -> other.part.equals(part))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not a part of this plan: " + part));
        }
        return one.spelling();
    }

    /** What a part is called where its settings are told from its word. */
    Optional<String> word(Object part) {
        return made.values().stream()
                .filter(one -> one.part.equals(part))
                .map(one -> one.provider.word())
                .findFirst();
    }

    /** The same, for whoever tells people. */
    String nameOf(Object part) {
        return shared.name(part).or(() -> word(part)).orElse("?");
    }

    /** Who made a part. */
    Optional<Provider<?, ?>> provider(Object part) {
        return made.values().stream()
                .filter(one -> one.part.equals(part))
                .<Provider<?, ?>>map(Made::provider)
                .findFirst();
    }

    /** The parts that live, in the order in which they were made. */
    List<Resident> residents() {
        return made.values().stream()
                .map(Made::part)
                .filter(Resident.class::isInstance)
                .map(Resident.class::cast)
                .toList();
    }
}
