package nib.kernel;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nib.config.Mention;
import nib.config.Place;
import nib.config.Printer;
import nib.spi.Guard;
import nib.spi.Settings;

/** Guards that have a name in the file: one part, wherever the name stands. */
final class SharedGuards {
    private static final Place HOME = Place.of("guards");

    private final Map<String, Optional<?>> parts = new HashMap<>();
    private final IdentityHashMap<Object, String> names = new IdentityHashMap<>();

    /** A guard that stands by its name has no settings there. */
    private record Nothing() {
        static final Settings<Nothing> SETTINGS = new Settings<>(Nothing.class, MethodHandles.lookup());
    }

    /** Whether that is where a guard gets its name. */
    static boolean isDefinition(Mention<?> mention) {
        return isHome(mention.place());
    }

    private static boolean isHome(Place place) {
        return place.steps().size() == 2
                && place.steps().getFirst().equals(HOME.steps().getFirst());
    }

    /** Makes the guard of a name; one that cannot be made is known all the same, so that it is told of once. */
    <T> Optional<T> define(Mention<T> mention, Catalog catalog, Supplier<Optional<T>> make) {
        String name = mention.place().steps().getLast();
        List<String> words = catalog.words(mention.kind());
        if (words.contains(name)) {
            mention.problem("a guard cannot be named " + name + ", which is the word of one", "choose another name");
        } else if (!words.contains(mention.word())) {
            mention.unknown(words);
        }
        Optional<T> part = words.contains(name) ? Optional.empty() : make.get();
        parts.put(name, part);
        part.ifPresent(one -> names.put(one, name));
        return part;
    }

    /** The guard that a word names that is none of a plugin. */
    <T> Optional<T> find(Mention<T> mention, Catalog catalog) {
        Optional<?> part = mention.kind() == Guard.class ? parts.get(mention.word()) : null;
        if (part == null) {
            List<String> known = new ArrayList<>(catalog.words(mention.kind()));
            if (mention.kind() == Guard.class) {
                known.addAll(parts.keySet());
            }
            mention.unknown(known);
            return Optional.empty();
        }
        if (mention.written().isPresent()) {
            mention.problem(
                    "the guard " + mention.word() + " has its settings where it is named", "write the name alone");
            return Optional.empty();
        }
        return part.map(mention.kind()::cast);
    }

    /** What a part is named, if it is. */
    Optional<String> name(Object part) {
        return Optional.ofNullable(names.get(part));
    }

    /** Whether a part has a name, and that is not the place where it gets it. */
    boolean isSpelledByName(Object part, Place place) {
        return names.containsKey(part) && !isHome(place);
    }

    Printer.Spelling<?> spelling(Object part) {
        return new Printer.Spelling<>(names.getOrDefault(part, ""), Nothing.SETTINGS, new Nothing());
    }
}
