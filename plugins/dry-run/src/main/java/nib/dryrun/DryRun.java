package nib.dryrun;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import nib.api.Client;
import nib.api.Event;
import nib.api.Verdict;
import nib.spi.Counting;
import nib.spi.Guard;
import nib.spi.Host;
import nib.spi.Resident;
import org.jspecify.annotations.Nullable;

/**
 * Asks guards as the house would, and lets everybody in. What they would have done is counted where the house counts,
 * after the guards that do count have agreed, so that the numbers are those of clients whom nobody else refuses.
 */
final class DryRun implements Counting, Resident {
    private static final Verdict IN = new Verdict.Allow("dry-run: nobody would object");
    private static final Permit NOTHING = new Spent(IN);
    private static final long SELDOM = TimeUnit.SECONDS.toNanos(1);

    private final List<Guard> guards;
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder diverted = new LongAdder();
    private final LongAdder delayed = new LongAdder();
    private final AtomicLong told = new AtomicLong();
    private volatile boolean silent = true;
    private volatile @Nullable Host host;

    /** What guards on trial lent; it goes back as if they were not. */
    private record Lent(List<Held> permits) implements Held {
        @Override
        public Verdict verdict() {
            return IN;
        }

        @Override
        public void giveBack() {
            permits.reversed().forEach(Held::giveBack);
        }
    }

    DryRun(List<Guard> guards) {
        this.guards = guards;
    }

    /** For whoever explains: lets in, and says what would have been. */
    @Override
    public Verdict check(Client client) {
        for (Guard guard : guards) {
            Verdict verdict = guard.check(client);
            if (!(verdict instanceof Verdict.Allow)) {
                return new Verdict.Allow("dry-run: would " + words(verdict));
            }
        }
        return IN;
    }

    @Override
    public Permit admit(Client client) {
        Verdict last = IN;
        for (Guard guard : guards) {
            Verdict verdict = guard.check(client);
            last = verdict instanceof Verdict.Allow ? last : verdict;
            if (verdict instanceof Verdict.Deny) {
                return over(client, verdict, List.of());
            }
        }
        List<Held> permits = List.of();
        for (Guard guard : guards) {
            if (guard instanceof Counting counting) {
                Permit permit = counting.admit(client);
                if (permit instanceof Held held) {
                    permits = permits.isEmpty() ? new ArrayList<>() : permits;
                    permits.add(held);
                }
                if (permit.delay() > 0) {
                    delayed.increment();
                }
                last = permit.verdict() instanceof Verdict.Allow ? last : permit.verdict();
                if (permit.verdict() instanceof Verdict.Deny) {
                    break;
                }
            }
        }
        return over(client, last, permits);
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("would-turn-away", turnedAway.sum());
        counters.put("would-send-elsewhere", diverted.sum());
        counters.put("would-delay", delayed.sum());
        return counters;
    }

    @Override
    public void reset() {
        turnedAway.reset();
        diverted.reset();
        delayed.reset();
        guards.stream()
                .filter(Counting.class::isInstance)
                .map(Counting.class::cast)
                .forEach(Counting::reset);
    }

    private Permit over(Client client, Verdict verdict, List<Held> permits) {
        if (!(verdict instanceof Verdict.Allow)) {
            (verdict instanceof Verdict.Deny ? turnedAway : diverted).increment();
            tell(client, verdict);
        }
        return permits.isEmpty() ? NOTHING : new Lent(permits);
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allow allow -> "let in: " + allow.reason();
            case Verdict.ToPool other -> "send to pool " + other.pool() + ": " + other.reason();
            case Verdict.Deny deny -> "turn away: " + deny.reason();
        };
    }

    /** At once, and then at most once a second. */
    private void tell(Client client, Verdict verdict) {
        Host at = host;
        if (at == null) {
            return;
        }
        long now = at.clock().nanos();
        long last = told.get();
        if ((silent || now - last >= SELDOM) && told.compareAndSet(last, now)) {
            silent = false;
            at.tell(new Event.Note(
                    "dry-run",
                    false,
                    client.listener() + " would " + words(verdict) + " (" + client + "); in all " + turnedAway.sum()
                            + " turned away, " + diverted.sum() + " sent elsewhere"));
        }
    }

    @Override
    public long generation() {
        return guards.stream().mapToLong(Guard::generation).sum();
    }

    @Override
    public Set<String> pools() {
        return guards.stream().flatMap(guard -> guard.pools().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void open(Host lent) {
        host = lent;
    }

    @Override
    public void close() {
        host = null;
    }
}
