package nib.kernel;

import java.util.List;
import java.util.Map;
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
    private final Posts posts;
    private final LivePool pool;
    private final Map<String, LivePool> pools;
    private final Host host;
    private final Limits limits;

    /**
     * What one client of a listener may have at once.
     *
     * @param connections how many; null for any number
     * @param bandwidth how quick they may be; null for any speed
     */
    record Limits(
            @Nullable ClientLimit connections, @Nullable ClientTaps bandwidth) {
        static final Limits NONE = new Limits(null, null);

        /** Under the next plan. */
        static Limits next(Limits before, ListenerSettings wanted) {
            return new Limits(
                    ClientLimit.next(before.connections, wanted.perClient()),
                    ClientTaps.next(before.bandwidth, wanted.bandwidth()));
        }
    }

    Dispatcher(Posts posts, String pool, Map<String, LivePool> pools, Limits limits, Host host) {
        this.posts = posts;
        this.pools = pools;
        this.pool = pool(pool);
        this.limits = limits;
        this.host = host;
    }

    /** Lets a client in and finds a server, now or never: the whole decision. The caller closes the lease. */
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
     * Asks guards and limits for one who does not wait; the caller closes the visit.
     *
     * @param wish the pool that an opening chose, or null
     */
    Admission admit(Client client, @Nullable String wish) {
        Admission admission = judge(client, wish);
        if (admission instanceof Visit visit) {
            Decision not = isWithin(visit) ? settle(visit) : over();
            if (not != null) {
                visit.giveBack();
                return new Admission.Refused(not);
            }
        }
        return admission;
    }

    /** Chooses a server for one datagram: no limit counts it, no seat is taken. */
    Decision route(Client client) {
        return switch (judge(client, null)) {
            case Visit visit -> {
                Decision not = settle(visit);
                long early = visit.early(host.clock().nanos());
                visit.giveBack(); // nothing is held for a datagram
                yield not != null ? not : early > 0 ? tooEarly() : visit.glance();
            }
            case Admission.Refused refused -> refused.why();
        };
    }

    /** Asks the guards of the listener; the caller closes the visit. */
    Admission judge(Client client, @Nullable String wish) {
        Verdict verdict = posts.judge(client);
        if (verdict instanceof Verdict.Deny deny) {
            return new Admission.Refused(new Decision.Denied(deny));
        }
        LivePool to = verdict instanceof Verdict.ToPool other ? pool(other.pool()) : wish == null ? pool : pool(wish);
        Visit visit = new Visit(client, this, to, host.clock().nanos());
        Verdict counted = posts.count(client, visit);
        if (counted instanceof Verdict.Deny deny) {
            visit.giveBack();
            return new Admission.Refused(new Decision.Denied(deny));
        }
        if (counted instanceof Verdict.ToPool other) {
            visit.divert(pool(other.pool()));
        }
        return visit;
    }

    /** Asks the guards of its pool about a client, once it is known which pool that is; null if they let it in. */
    Decision.@Nullable Denied settle(Visit visit) {
        Posts own = visit.pool().posts();
        Verdict verdict = own.judge(visit.client);
        verdict = verdict instanceof Verdict.Deny ? verdict : own.count(visit.client, visit);
        return verdict instanceof Verdict.Deny deny ? new Decision.Denied(deny) : null;
    }

    /** Counts a visit among the connections of its client, unless there are too many. */
    boolean isWithin(Visit visit) {
        ClientLimit limit = limits.connections;
        if (limit != null && !limit.take(visit.client)) {
            return false;
        }
        if (limit != null) {
            visit.counted();
        }
        return true;
    }

    /** What becomes of a client that has too many connections. */
    Decision over() {
        ClientLimit limit = limits.connections;
        return limit == null ? new Decision.Nobody(End.LIMIT, "") : limit.over();
    }

    /** What becomes of one who came too early and cannot wait. */
    static Decision tooEarly() {
        return new Decision.Denied(new Verdict.Deny(Verdict.How.DROP, "too early, and it cannot wait"), End.LIMIT);
    }

    /** What would become of a client; nothing is counted and nothing changes. */
    Explanation explain(Foresight foresight, @Nullable String wish) {
        Client client = foresight.client();
        LivePool to = wish == null ? pool : pool(wish);
        for (Post post : posts.all()) {
            Verdict verdict = post.ask(client);
            foresight.judged(post.guard(), verdict);
            if (verdict instanceof Verdict.Deny deny) {
                return foresight.denied(deny);
            }
            to = verdict instanceof Verdict.ToPool other ? pool(other.pool()) : to;
        }
        if (limits.connections != null) {
            foresight.limited(limits.connections);
        }
        String filtered = foresight.filtered();
        to = filtered == null ? to : pool(filtered);
        for (Post post : to.posts().all()) {
            Verdict verdict = post.ask(client);
            foresight.judged(post.guard(), to, verdict);
            if (verdict instanceof Verdict.Deny deny) {
                return foresight.denied(deny);
            }
        }
        return foresight.at(new Visit(client, this, to, host.clock().nanos()));
    }

    /** Whether all of a server's own guards let a client in. */
    boolean admits(List<Guard> own, Client client) {
        for (int i = 0; i < own.size(); i++) {
            if (!(Post.ask(own.get(i), client, host) instanceof Verdict.Allow)) {
                return false;
            }
        }
        return true;
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

    Limits limits() {
        return limits;
    }

    @Nullable ClientTaps bandwidth() {
        return limits.bandwidth;
    }

    void leave(Client client) {
        if (limits.connections != null) {
            limits.connections.give(client);
        }
    }
}
