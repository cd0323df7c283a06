package nib.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import nib.api.Address;
import nib.api.Client;
import nib.api.Fact;
import nib.api.ServerState;
import nib.api.Verdict;
import nib.spi.Counting;
import nib.spi.Filter;
import nib.spi.Guard;
import nib.spi.Opening;
import nib.spi.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Asks everybody who decides about a client, in the same order as a {@link Visit}, and changes nothing: nothing is
 * counted, nobody is remembered, no seat is taken.
 */
final class Foresight {
    private Client client;
    private final List<Filter> filters;
    private final Function<Object, String> words;
    private final List<String> steps = new ArrayList<>();

    /** @param words the word of a part in the configuration */
    private Foresight(Client client, List<Filter> filters, Function<Object, String> words) {
        this.client = client;
        this.filters = filters;
        this.words = words;
    }

    /** A client that nobody has seen: where it would come from and to, and what it would ask for in TLS. */
    static Client client(String listener, Address from, Address to, Optional<String> serverName) {
        Client client = new Client(listener, from, to);
        serverName.ifPresent(name -> client.learn(Fact.SERVER_NAME, name));
        return client;
    }

    /** What would come of a client of a listener: all of it. */
    static Explanation of(
            Client client, ListenerSettings listener, Dispatcher dispatcher, Function<Object, String> words) {
        Foresight foresight = new Foresight(client, listener.filters(), words);
        String wish = null;
        for (Opening opening : listener.openings()) {
            switch (opening.foresee(foresight.client)) {
                case Opening.Done done -> wish = foresight.opened(opening, done, wish);
                case Opening.Bad bad -> {
                    return foresight.refused(opening, bad);
                }
                case Opening.More more -> {}
            }
        }
        return dispatcher.explain(foresight, wish);
    }

    private @Nullable String opened(Opening opening, Opening.Done done, @Nullable String wish) {
        client = done.client();
        if (done.pool() == null) {
            return wish;
        }
        steps.add("opening " + words.apply(opening) + " sends it to the pool " + done.pool());
        return done.pool();
    }

    private Explanation refused(Opening opening, Opening.Bad bad) {
        steps.add("opening " + words.apply(opening) + " refuses it");
        return new Explanation(steps, "closed: " + bad.reason());
    }

    Client client() {
        return client;
    }

    /** The pool that filters would choose, after guards have judged; null if none does. */
    @Nullable String filtered() {
        String pool = null;
        for (Filter filter : filters) {
            String wish = filter.foresee(client);
            if (wish != null) {
                pool = wish;
                steps.add("filter " + words.apply(filter) + " sends it to the pool " + wish);
            }
        }
        return pool;
    }

    /** A guard of the listener has judged. */
    void judged(Guard guard, Verdict verdict) {
        judged(guard, "", verdict);
    }

    /** A guard of a pool has judged. */
    void judged(Guard guard, LivePool of, Verdict verdict) {
        judged(guard, " of pool " + of.name, verdict);
    }

    private void judged(Guard guard, String of, Verdict verdict) {
        String says = switch (verdict) {
            case Verdict.Allow allow -> "lets it in";
            case Verdict.ToPool other -> "sends it to the pool " + other.pool();
            case Verdict.Deny deny -> "sends it away (" + how(deny) + ")";
        };
        String why = verdict.reason().isEmpty() ? "" : ": " + verdict.reason();
        String counts = guard instanceof Counting ? "; counts when it comes" : "";
        steps.add("guard " + words.apply(guard) + of + " " + says + why + counts);
    }

    private static String how(Verdict.Deny deny) {
        return deny.how().name().toLowerCase(Locale.ROOT);
    }

    Explanation denied(Verdict.Deny deny) {
        return new Explanation(steps, "sent away (" + how(deny) + ")");
    }

    /** The limit on connections of one client. */
    void limited(ClientLimit limit) {
        steps.add("one client has at most so many connections: " + limit.seen(client));
    }

    /** A visit that has got as far as its pool. */
    Explanation at(Visit visit) {
        LivePool pool = visit.pool();
        Policy.Attempt attempt = visit.looking();
        PoolSettings settings = pool.settings();
        steps.add("pool " + pool.name + " has " + pool.active() + " connections"
                + (settings.max() == 0 ? "" : " of " + settings.max()));
        if (settings.max() > 0 && pool.active() >= settings.max()) {
            return new Explanation(
                    steps, (settings.queue().isEmpty() ? "closed" : "waits") + ": the pool has all its connections");
        }
        LiveServer known = remembered(pool, visit);
        if (known != null) {
            return new Explanation(steps, "server " + known.name + ", as before");
        }
        return chosen(pool, visit.snapshot(), attempt);
    }

    private @Nullable LiveServer remembered(LivePool pool, Visit visit) {
        Memory memory = pool.memory();
        LiveServer known = memory == null ? null : memory.peek(client, visit.nanos());
        if (memory == null) {
            return null;
        }
        if (known == null) {
            steps.add("it is not remembered");
            return null;
        }
        int limit = known.settings().returning();
        boolean free = limit == 0 || known.active() < limit;
        String why = known.state() != ServerState.UP
                ? ", which is " + known.state().word()
                : !visit.admits(known) ? ", which denies it" : free ? "" : ", which is full";
        steps.add("it is remembered at " + known.name + why);
        return why.isEmpty() ? known : null;
    }

    private Explanation chosen(LivePool pool, Snapshot snapshot, Policy.Attempt attempt) {
        for (LiveServer one : pool.servers()) {
            int index = snapshot.find(one);
            if (index < 0 || (one.state() != ServerState.UP && !snapshot.lastResort)) {
                steps.add("server " + one.name + " is "
                        + (one.weight() == 0 ? "of weight 0" : one.state().word()));
            } else if (!attempt.usable(index)) {
                steps.add("server " + one.name + (one.full() ? " is full" : " denies it"));
            }
        }
        int index = snapshot.chooser.peek(client, attempt);
        String policy = words.apply(pool.settings().policy());
        if (index >= 0 && index < snapshot.servers.length) {
            return new Explanation(steps, "server " + snapshot.servers[index].name + ", chosen by " + policy);
        }
        steps.add("policy " + policy + " finds nobody");
        QueueSettings line = pool.settings().queue().orElse(null);
        if (line != null && pool.servers().stream().anyMatch(LiveServer::full)) {
            return new Explanation(steps, "waits, with " + pool.queue().size() + " others of " + line.length());
        }
        LiveServer last = pool.emergency();
        return new Explanation(
                steps, last == null ? "closed: no server can take it" : "the emergency server " + last.name);
    }
}
