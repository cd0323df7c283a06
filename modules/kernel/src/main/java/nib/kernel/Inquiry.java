package nib.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nib.api.Address;
import nib.api.Client;
import nib.api.Event;
import nib.spi.Counting;
import nib.spi.Forwarder;
import nib.spi.Guard;
import nib.spi.Telling;
import org.jspecify.annotations.Nullable;

/** What becomes of the clients of a house, and why: for people who ask. Asking changes nothing. Any thread. */
public final class Inquiry {
    private final House house;
    private final Recent recent = new Recent();
    private final Tallies tallies = new Tallies();

    Inquiry(House house) {
        this.house = house;
    }

    /** A connection is over. */
    void ended(Event.ConnectionEnded one) {
        recent.add(one);
    }

    Tallies tallies() {
        return tallies;
    }

    /**
     * What would become of a client.
     *
     * @param listener where it comes in
     * @param serverName the name that it asks for in TLS, which openings or filters would have learned
     * @return nothing if there is no such listener
     */
    public Optional<Explanation> explain(String listener, Address client, Optional<String> serverName) {
        LiveListener there = house.listeners().get(listener);
        if (there == null) {
            return Optional.empty();
        }
        return Optional.of(foresee(Foresight.client(listener, client, there.local(), serverName), there.rules()));
    }

    private Explanation foresee(Client client, Rules rules) {
        return Foresight.of(
                client, rules.settings(), rules.dispatcher(), house.plan().parts()::nameOf);
    }

    /**
     * What became of a connection, and what would become of its client now.
     *
     * @param which its number, or the address and port of its client, then the newest; among those that are open, and
     *     the last few thousand that have ended
     */
    public Optional<Explanation> why(String which) {
        Optional<Passage> open = house.sessions().all().stream()
                .filter(one -> Recent.means(which, one.id, one.client()))
                .findFirst();
        return open.map(one -> Account.of(one.status(), foresee(one.client(), one.rules)))
                .or(() -> recent.find(which).map(ended -> Account.of(ended, now(ended.client()))));
    }

    private Explanation now(Client client) {
        LiveListener there = house.listeners().get(client.listener());
        return there == null ? new Explanation(List.of("its listener is gone"), "") : foresee(client, there.rules());
    }

    /** What the guards of listeners and pools have done and counted, in the order of the file. */
    public List<Status.Counters> counters() {
        List<Status.Counters> all = new ArrayList<>();
        Plan plan = house.plan();
        Set<Guard> shared = Collections.newSetFromMap(new IdentityHashMap<>());
        shared.addAll(plan.settings().guards().values());
        add(all, "all", List.copyOf(shared), plan);
        plan.settings()
                .listeners()
                .forEach((name, one) -> add(all, "listener " + name, own(one.guards(), shared), plan));
        plan.settings().pools().forEach((name, one) -> add(all, "pool " + name, own(one.guards(), shared), plan));
        return all;
    }

    private static List<Guard> own(List<Guard> guards, Set<Guard> shared) {
        return guards.stream().filter(guard -> !shared.contains(guard)).toList();
    }

    private void add(List<Status.Counters> all, String place, List<Guard> guards, Plan plan) {
        guards.forEach(guard -> all.add(Portrait.of(place, plan.parts().nameOf(guard), guard, tallies.of(guard))));
    }

    /** What the engines of the plan tell of themselves, each with what it carries. May take a second. */
    public List<Status.Fact> engines() {
        Plan plan = house.plan();
        Map<String, List<String>> carried = new TreeMap<>();
        Map<String, List<Telling.Fact>> told = new TreeMap<>();
        plan.settings().listeners().keySet().forEach(name -> {
            Engines.Choice choice = plan.choice(name);
            carried.computeIfAbsent(choice.word(), word -> new ArrayList<>()).add(name);
            told.computeIfAbsent(choice.word(), word -> told(choice.engine()));
        });
        List<Status.Fact> all = new ArrayList<>();
        carried.forEach((word, listeners) -> {
            all.add(new Status.Fact(word, "", "carries", String.join(", ", listeners)));
            told.getOrDefault(word, List.of())
                    .forEach(fact -> all.add(new Status.Fact(word, fact.about(), fact.name(), fact.value())));
        });
        return all;
    }

    private static List<Telling.Fact> told(@Nullable Forwarder engine) {
        try {
            return engine instanceof Telling telling ? telling.facts() : List.of();
        } catch (RuntimeException e) {
            return List.of(new Telling.Fact("", "failed", Failures.words(e)));
        }
    }

    /** Has all of them count from the beginning. */
    public void resetCounters() {
        tallies.reset();
        for (var guard : house.plan().guards()) {
            if (guard instanceof Counting counting) {
                counting.reset();
            }
        }
    }
}
