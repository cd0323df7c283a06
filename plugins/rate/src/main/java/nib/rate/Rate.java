package nib.rate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nib.api.Client;
import nib.api.Event;
import nib.api.Verdict;
import nib.spi.Clock;
import nib.spi.Counting;
import nib.spi.Host;
import nib.spi.Resident;
import org.jspecify.annotations.Nullable;

/** Lets clients in as long as they do not come too often. */
final class Rate implements Counting, Resident {
    private static final long SELDOM = TimeUnit.MINUTES.toNanos(1);

    private volatile Limiter limiter;
    private final Who who;
    private final Permit within;
    private final Permit over;
    private final AtomicLong told = new AtomicLong();
    private volatile long known;
    private volatile @Nullable House house;

    /** Whom to ask for the time, and since when; 0 stands for never. */
    private record House(Host host, Clock clock, long origin) {
        long now() {
            return clock.nanos() - origin + 1;
        }
    }

    Rate(Limiter limiter, Who who, Verdict within, Verdict over) {
        this.limiter = limiter;
        this.who = who;
        this.within = new Spent(within);
        this.over = new Spent(over);
    }

    @Override
    public Verdict check(Client client) {
        long wait = limiter.wouldTake(who.high(client), who.low(client), now());
        return wait == Limiter.TOO_EARLY
                ? over.verdict()
                : wait == 0 ? within.verdict() : later(wait).verdict();
    }

    @Override
    public Permit admit(Client client) {
        long now = now();
        Limiter there = limiter;
        long wait = there.take(who.high(client), who.low(client), now);
        if (wait == Limiter.TOO_EARLY) {
            return over;
        }
        if (there.forgotten() != known) {
            warn(now);
        }
        return wait == 0 ? within : later(wait);
    }

    private Later later(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        return new Later(new Verdict.Allow(over.verdict().reason() + "; it waits for " + millis + " ms"), nanos);
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("clients", limiter.counted(now()));
        counters.put("forgotten", limiter.forgotten());
        return counters;
    }

    @Override
    public void reset() {
        limiter = limiter.fresh();
        known = 0;
    }

    @Override
    public Set<String> pools() {
        return over.verdict() instanceof Verdict.ToPool to ? Set.of(to.pool()) : Set.of();
    }

    /** A guard that no house has opened lives in a time that stands still. */
    private long now() {
        House now = house;
        return now == null ? 1 : now.now();
    }

    private void warn(long now) {
        long last = told.get();
        House at = house;
        if (at != null && (last == 0 || now - last > SELDOM) && told.compareAndSet(last, now)) {
            known = limiter.forgotten();
            at.host.tell(new Event.Note(
                    "rate",
                    true,
                    "more clients at once than it has room for: " + known + " were forgotten so far; raise clients"));
        }
    }

    @Override
    public void open(Host host) {
        house = new House(host, host.clock(), host.clock().nanos());
    }

    @Override
    public void close() {
        // nothing to let go of; the table goes with the guard
    }
}
