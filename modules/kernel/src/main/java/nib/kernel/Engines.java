package nib.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import nib.api.Address;
import nib.spi.Filter;
import nib.spi.Forwarder;
import nib.spi.Guard;
import nib.spi.Opening;
import org.jspecify.annotations.Nullable;

/** The engines of a plan, and which of them carries which listener. Immutable. */
final class Engines {
    /** The setting that lets the house choose. */
    static final String AUTO = "auto";

    /** The setting for sessions on virtual threads, which are the house's own way. */
    static final String THREADS = "threads";

    private final Map<String, Entry> byWord;
    private final Transports transports;

    /** An engine, and who made it. */
    record Entry(Forwarder.Provider<?> provider, Forwarder engine) {}

    /**
     * Who carries a listener.
     *
     * @param engine null for threads
     * @param why in words for an operator
     */
    record Choice(String word, @Nullable Forwarder engine, String why) {}

    /** What comes of asking for an engine: a choice, or why there is none. */
    record Answer(@Nullable Choice choice, String problem) {}

    Engines(Map<String, Entry> byWord, Transports transports) {
        this.byWord = new TreeMap<>(byWord);
        this.transports = transports;
    }

    /** What may be said after {@code engine:}. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of(AUTO, THREADS));
        words.addAll(byWord.keySet());
        return words;
    }

    /** The words that may stand before {@code ://} where a listener binds. */
    Set<String> transports() {
        Set<String> all = new LinkedHashSet<>(transports.words());
        byWord.values().forEach(entry -> all.addAll(entry.provider.transports()));
        return all;
    }

    /** Whether an engine uses an address by itself, where no transport can. */
    boolean reach(String word, Address address) {
        Forwarder.Load load = new Forwarder.Load(word, address, List.of(address));
        return byWord.values().stream()
                .anyMatch(entry -> entry.provider.transports().contains(word)
                        && entry.provider.carries(load) instanceof Forwarder.Well);
    }

    /** Chooses for a listener of a house. */
    Answer choose(ListenerSettings listener, HouseSettings house) {
        List<PoolSettings> pools = pools(listener, house);
        String filtered = filtered(listener, pools);
        Choice best = null;
        int rank = Integer.MIN_VALUE;
        List<String> refusals = new ArrayList<>();
        if (listener.engine().equals(AUTO) || listener.engine().equals(THREADS)) {
            String no = notOnThreads(listener, pools);
            if (no.isEmpty()) {
                best = new Choice(THREADS, null, filtered.isEmpty() ? "works everywhere" : filtered);
                rank = 0;
            } else {
                refusals.add(THREADS + ": " + no);
            }
        }
        for (Map.Entry<String, Entry> one : byWord.entrySet()) {
            if (listener.engine().equals(AUTO) || listener.engine().equals(one.getKey())) {
                Forwarder.Fit fit =
                        filtered.isEmpty() ? fit(one.getValue(), listener, pools) : new Forwarder.Not(filtered);
                if (fit instanceof Forwarder.Well(int high, String why) && high > rank) {
                    best = new Choice(one.getKey(), one.getValue().engine, why);
                    rank = high;
                } else if (fit instanceof Forwarder.Not(String why)) {
                    refusals.add(one.getKey() + ": " + why);
                }
            }
        }
        return new Answer(best, best == null ? String.join("; ", refusals) : "");
    }

    private static Forwarder.Fit fit(Entry entry, ListenerSettings listener, List<PoolSettings> pools) {
        String transport = listener.bind().transport().orElse("");
        if (!entry.provider.transports().contains(transport)) {
            return new Forwarder.Not("it carries " + String.join(", ", entry.provider.transports()));
        }
        List<Address> servers = new ArrayList<>();
        for (PoolSettings pool : pools) {
            for (Endpoint server : endpoints(pool)) {
                String named = server.transport().orElse(transport);
                if (!entry.provider.transports().contains(named)) {
                    return new Forwarder.Not("it does not reach " + server);
                }
                servers.add(server.address());
            }
        }
        return entry.provider.carries(
                new Forwarder.Load(transport, listener.bind().address(), servers));
    }

    /** Empty if sessions on threads can carry it. */
    private String notOnThreads(ListenerSettings listener, List<PoolSettings> pools) {
        String transport = listener.bind().transport().orElse("");
        if (transports.find(transport).isEmpty()) {
            return "there are no streams of " + transport;
        }
        if (!transports.reach(listener.bind())) {
            return "they cannot use the address " + listener.bind();
        }
        return pools.stream()
                .flatMap(pool -> endpoints(pool).stream())
                .filter(server -> !transports.reach(server))
                .findFirst()
                .map(server -> "no transport reaches " + server)
                .orElse("");
    }

    /** Empty if nothing stands in the stream. */
    private static String filtered(ListenerSettings listener, List<PoolSettings> pools) {
        boolean here = !listener.filters().isEmpty();
        boolean there = pools.stream().anyMatch(pool -> !pool.filters().isEmpty());
        return here || there ? "a filter needs the stream" : "";
    }

    private static List<Endpoint> endpoints(PoolSettings pool) {
        return Stream.concat(pool.servers().stream(), pool.emergency().stream())
                .map(ServerSettings::address)
                .toList();
    }

    /** Every pool that clients of a listener may be sent to. */
    private static List<PoolSettings> pools(ListenerSettings listener, HouseSettings house) {
        Set<String> names = new LinkedHashSet<>(Set.of(listener.pool()));
        listener.openings().stream().map(Opening::pools).forEach(names::addAll);
        listener.guards().stream().map(Guard::pools).forEach(names::addAll);
        listener.filters().stream().map(Filter::pools).forEach(names::addAll);
        List<PoolSettings> pools = new ArrayList<>();
        for (String name : names) {
            PoolSettings pool = house.pools().get(name);
            if (pool != null) {
                pools.add(pool);
            }
        }
        return pools;
    }
}
