package nib.kernel;

import java.util.List;
import nib.config.Printer;
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

    Plan(HouseSettings settings, Catalog catalog, Workshop parts, Transports transports) {
        this.settings = settings;
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

    /** The same plan with other settings, made of the same parts. */
    Plan with(HouseSettings other) {
        return new Plan(other, catalog, parts, transports);
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
