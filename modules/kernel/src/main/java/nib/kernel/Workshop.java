package nib.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nib.config.Mention;
import nib.config.Parts;
import nib.config.Place;
import nib.config.Printer;
import nib.spi.Filter;
import nib.spi.Guard;
import nib.spi.Observer;
import nib.spi.Policy;
import nib.spi.Probe;
import nib.spi.Provider;
import nib.spi.Transport;

/**
 * Makes the parts of one plan. A part that would be made of the same settings as the one that stands in its place
 * already is not made again: equal plans hold the same parts, so that comparing plans is comparing records.
 */
final class Workshop implements Parts {
    /** A part, and what it was made of. */
    record Made<S extends Record>(Provider<S> provider, S settings, Object part) {
        Printer.Spelling<S> spelling() {
            return new Printer.Spelling<>(provider.word(), provider.settings(), settings);
        }
    }

    private final Catalog catalog;
    private final Map<Place, Made<?>> before;
    private final Map<Place, Made<?>> made = new LinkedHashMap<>();

    Workshop(Catalog catalog, Map<Place, Made<?>> before) {
        this.catalog = catalog;
        this.before = before;
    }

    /** What has been made or kept. */
    Map<Place, Made<?>> made() {
        return made;
    }

    @Override
    public <T> Optional<T> resolve(Mention<T> mention) {
        Optional<Provider<?>> provider = catalog.find(mention.kind(), mention.word());
        if (provider.isEmpty()) {
            mention.unknown(catalog.words(mention.kind()));
            return Optional.empty();
        }
        return switch (provider.get()) {
            case Transport.Provider<?> transport -> make(mention, transport, Transport.Provider::create);
            case Guard.Provider<?> guard -> guard(mention, guard);
            case Filter.Provider<?> filter -> filter(mention, filter);
            case Policy.Provider<?> policy -> policy(mention, policy);
            case Probe.Provider<?> probe -> probe(mention, probe);
            case Observer.Provider<?> observer -> observer(mention, observer);
        };
    }
}
