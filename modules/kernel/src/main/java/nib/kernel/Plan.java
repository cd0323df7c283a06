package nib.kernel;

import java.util.ArrayList;
import java.util.List;
import nib.config.Printer;
import nib.spi.Guard;
import nib.spi.Observer;
import nib.spi.Resident;

/**
 * A configuration that has been found good: every word has its part, every name has its meaning. An immutable value
 * that can be printed, compared and rejected; nothing runs because of it until a {@link House} applies it.
 */
public final class Plan {
    private final HouseSettings settings;
    private final Catalog catalog;
    private final Workshop parts;
    private final Transports transports;
    private final Engines engines;

    Plan(HouseSettings settings, Catalog catalog, Workshop parts, Transports transports, Engines engines) {
        this.settings = settings;
        this.engines = engines;
        this.catalog = catalog;
        this.parts = parts;
        this.transports = transports;
    }

    /** What was configured. */
    public HouseSettings settings() {
        return settings;
    }

    /** The plugins that were there when it was made. */
    public Catalog catalog() {
        return catalog;
    }

    /** The guards of all listeners and pools, and those that have a name. */
    List<Guard> guards() {
        List<Guard> all = new ArrayList<>(settings.guards().values());
        settings.listeners().values().forEach(one -> all.addAll(one.guards()));
        settings.pools().values().forEach(one -> all.addAll(one.guards()));
        return all;
    }

    /** The same plan with other settings, made of the same parts. */
    Plan with(HouseSettings other) {
        return new Plan(other, catalog, parts, transports, engines);
    }

    /** The same plan with one more that is told of events, which no configuration names. */
    public Plan observedBy(Observer observer) {
        List<Observer> all = new ArrayList<>(settings.observers());
        all.add(observer);
        return with(settings.withObservers(all));
    }

    /** The whole plan as a configuration file, defaults included. */
    public String print() {
        return printer().print(Grammar.HOUSE, settings);
    }

    /** The plan as a configuration file that says only what differs from the defaults. */
    public String printTersely() {
        return printer().terse().print(Grammar.HOUSE, settings);
    }

    private Printer printer() {
        return new Printer(Grammar.SCALARS, parts::spell);
    }

    /**
     * Who carries a listener, and why.
     *
     * @return the word of an engine or {@code threads}, and the reason
     */
    public Carried carried(String listener) {
        Engines.Choice choice = choice(listener);
        return new Carried(choice.word(), choice.why());
    }

    /** Who carries a listener, and why. */
    public record Carried(String engine, String why) {}

    /** A change at run time may have brought what the engine cannot reach; then the plan cannot come into force. */
    Engines.Choice choice(String listener) {
        ListenerSettings there =
                java.util.Objects.requireNonNull(settings.listeners().get(listener), listener);
        Engines.Answer answer = engines.choose(there, settings);
        if (answer.choice() == null) {
            throw new IllegalStateException("nobody carries " + listener + ": " + answer.problem());
        }
        return answer.choice();
    }

    Workshop parts() {
        return parts;
    }

    Transports transports() {
        return transports;
    }

    List<Resident> residents() {
        return parts.residents();
    }

    /** Whether that very part is one of this plan's: two that are equal are still two. */
    @SuppressWarnings("ReferenceEquality")
    boolean holds(Resident resident) {
        return parts.residents().stream().anyMatch(one -> one == resident);
    }
}
