package nib.kernel;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.LongAdder;
import nib.spi.Guard;

/**
 * How many clients each guard turned away, sent elsewhere or had wait: as long as the guard stays, from plan to plan.
 * Any thread.
 */
final class Tallies {
    /** Of one guard. */
    static final class Tally {
        final LongAdder turnedAway = new LongAdder();
        final LongAdder sentElsewhere = new LongAdder();
        final LongAdder delayed = new LongAdder();
    }

    private final IdentityHashMap<Guard, Tally> all = new IdentityHashMap<>();

    synchronized Tally of(Guard guard) {
        return all.computeIfAbsent(guard, one -> new Tally());
    }

    /** Forgets the guards that are not among these. */
    synchronized void keep(Collection<Guard> guards) {
        IdentityHashMap<Guard, Tally> before = new IdentityHashMap<>(all);
        all.clear();
        guards.forEach(guard -> all.put(guard, before.getOrDefault(guard, new Tally())));
    }

    synchronized void reset() {
        all.values().forEach(tally -> {
            tally.turnedAway.reset();
            tally.sentElsewhere.reset();
            tally.delayed.reset();
        });
    }
}
