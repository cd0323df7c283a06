package nib.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nib.api.Client;
import nib.api.End;
import nib.api.Event;
import nib.api.Verdict;
import nib.spi.Counting;
import nib.spi.Decision;
import nib.spi.Guard;
import nib.spi.Host;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one listener under one plan: who may come in, and who serves them. Touches no byte and never blocks;
 * called by many threads at once.
 */
final class Dispatcher {
    private final Guard[] guards;
    private final Tallies.Tally[] tallies;
    private final Counting[] counting;
    private final Tallies.Tally[] countingTallies;
    private final LivePool pool;
    private final Map<String, LivePool> pools;
    private final Host host;
    private final @Nullable ClientLimit limit;

    Dispatcher(List<Guard> guards, String pool, Map<String, LivePool> pools, @Nullable ClientLimit limit, Host host) {
        this(guards, new Tallies(), pool, pools, limit, host);
    }

    Dispatcher(
            List<Guard> guards,
            Tallies tallies,
            String pool,
            Map<String, LivePool> pools,
            @Nullable ClientLimit limit,
            Host host) {
        this.guards = guards.toArray(Guard[]::new);
        this.tallies = guards.stream().map(tallies::of).toArray(Tallies.Tally[]::new);
        this.counting = guards.stream()
                .filter(Counting.class::isInstance)
                .map(Counting.class::cast)
                .toArray(Counting[]::new);
        this.countingTallies = Arrays.stream(counting).map(tallies::of).toArray(Tallies.Tally[]::new);
        this.pools = pools;
        this.pool = pool(pool);
        this.limit = limit;
        this.host = host;
    }

    /** Lets a client in and finds a server: the whole decision. The caller closes the lease. */
    Decision decide(Client client) {
        return switch (admit(client, null)) {
            case Visit visit -> lease(visit);
            case Admission.Refused refused -> refused.why();
        };
    }

    private static Decision lease(Visit visit) {
        Decision decision = null;
        try {
            decision = visit.lease();
            return decision;
        } finally {
            if (decision != visit) {
                visit.close();
            }
        }
    }

    /**
     * Asks the guards and limits; the caller closes the visit.
     *
     * @param wish the pool that an opening chose, or null
     */
    Admission admit(Client client, @Nullable String wish) {
        Admission admission = judge(client, wish);
        if (limit != null && admission instanceof Visit visit && !limit.take(client)) {
            visit.giveBack();
            return new Admission.Refused(new Decision.Nobody(End.LIMIT, limit.reason()));
        }
        return admission;
    }

    /** Chooses a server for one datagram: no limit counts it, no seat is taken. */
    Decision route(Client client) {
        return switch (judge(client, null)) {
            case Visit visit -> {
                visit.giveBack(); // nothing is held for a datagram
                yield visit.glance();
            }
            case Admission.Refused refused -> refused.why();
        };
    }

    /** What would become of a client; nothing is counted and nothing changes. */
    Explanation explain(Foresight foresight, @Nullable String wish) {
        Client client = foresight.client();
        LivePool to = wish == null ? pool : pool(wish);
        for (Guard guard : guards) {
            Verdict verdict = ask(guard, client);
            foresight.judged(guard, verdict);
            if (verdict instanceof Verdict.Deny deny) {
                return foresight.denied(deny);
            }
            to = verdict instanceof Verdict.ToPool other ? pool(other.pool()) : to;
        }
        String filtered = foresight.filtered();
        to = filtered == null ? to : pool(filtered);
        for (Guard guard : to.settings().guards()) {
            Verdict verdict = ask(guard, client);
            foresight.judged(guard, to, verdict);
            if (verdict instanceof Verdict.Deny deny) {
                return foresight.denied(deny);
            }
        }
        if (limit != null) {
            foresight.limited(limit);
        }
        return foresight.at(new Visit(client, this, to, host.clock().nanos()));
    }

    private Admission judge(Client client, @Nullable String wish) {
        LivePool to = wish == null ? pool : pool(wish);
        for (int i = 0; i < guards.length; i++) {
            switch (ask(guards[i], client)) {
                case Verdict.Allow allow -> {}
                case Verdict.ToPool other -> {
                    tallies[i].sentElsewhere.increment();
                    to = pool(other.pool());
                }
                case Verdict.Deny deny -> {
                    tallies[i].turnedAway.increment();
                    return new Admission.Refused(new Decision.Denied(deny));
                }
            }
        }
        Verdict.Deny barred = barred(to, client);
        if (barred != null) {
            return new Admission.Refused(new Decision.Denied(barred));
        }
        Visit visit = new Visit(client, this, to, host.clock().nanos());
        return counting.length == 0 ? visit : count(client, visit);
    }

    /** What keeps a client from a pool, or null. */
    Verdict.@Nullable Deny barred(LivePool to, Client client) {
        List<Guard> own = to.settings().guards();
        for (int i = 0; i < own.size(); i++) {
            if (ask(own.get(i), client) instanceof Verdict.Deny deny) {
                return deny;
            }
        }
        return null;
    }

    /** Whether all of a server's own guards let a client in. */
    boolean admits(List<Guard> own, Client client) {
        for (int i = 0; i < own.size(); i++) {
            if (!(ask(own.get(i), client) instanceof Verdict.Allow)) {
                return false;
            }
        }
        return true;
    }

    /** The second step: now that all have agreed, those that count do so. */
    private Admission count(Client client, Visit visit) {
        for (int i = 0; i < counting.length; i++) {
            Verdict verdict = take(counting[i], client, visit);
            if (verdict instanceof Verdict.ToPool other) {
                countingTallies[i].sentElsewhere.increment();
                visit.divert(pool(other.pool()));
                Verdict.Deny barred = barred(visit.pool(), client);
                verdict = barred == null ? verdict : barred;
            }
            if (verdict instanceof Verdict.Deny deny) {
                countingTallies[i].turnedAway.increment();
                visit.giveBack();
                return new Admission.Refused(new Decision.Denied(deny));
            }
        }
        return visit;
    }

    /** Fails closed. */
    private Verdict ask(Guard guard, Client client) {
        try {
            return Objects.requireNonNull(guard.check(client), "it gave no verdict");
        } catch (RuntimeException e) {
            return failed(guard, e);
        }
    }

    /** Fails closed. */
    private Verdict take(Counting guard, Client client, Visit visit) {
        try {
            Counting.Permit permit = guard.admit(client);
            if (permit instanceof Counting.Held held) {
                visit.hold(held);
            }
            return Objects.requireNonNull(permit.verdict(), "it gave no verdict");
        } catch (RuntimeException e) {
            return failed(guard, e);
        }
    }

    private Verdict failed(Guard guard, RuntimeException e) {
        host.tell(new Event.PluginFailed("guard", guard.getClass().getName(), Failures.words(e)));
        return new Verdict.Deny(Verdict.How.CLOSE, "a guard failed");
    }

    /** Gives permits back, first the last. One that throws does not keep others from it. */
    void giveBack(List<Counting.Held> permits) {
        for (Counting.Held permit : permits.reversed()) {
            try {
                permit.giveBack();
            } catch (RuntimeException e) {
                host.tell(new Event.PluginFailed("guard", permit.getClass().getName(), Failures.words(e)));
            }
        }
    }

    /** A pool of the plan; the planner has checked that the name exists. */
    LivePool pool(String name) {
        LivePool found = pools.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no pool " + name);
        }
        return found;
    }

    void leave(Client client) {
        if (limit != null) {
            limit.give(client);
        }
    }
}
