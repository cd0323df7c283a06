package nib.kernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nib.api.Address;
import nib.api.Printable;
import nib.config.Node;
import nib.config.Place;
import nib.config.Problems;
import nib.spi.Counting;
import nib.spi.Filter;
import nib.spi.Guard;
import nib.spi.Opening;

/** Looks for what no single setting can know: names without a meaning, things that exclude each other. */
final class Review {
    private final HouseSettings house;
    private final Node root;
    private final Transports transports;
    private final Engines engines;
    private final Problems problems;

    Review(HouseSettings house, Node root, Transports transports, Engines engines, Problems problems) {
        this.house = house;
        this.root = root;
        this.transports = transports;
        this.engines = engines;
        this.problems = problems;
    }

    void run() {
        if (house.listeners().isEmpty()) {
            problem(Place.of("listeners"), "there is no listener", "listeners: { web: { bind: ..., pool: ... } }");
        }
        house.listeners().forEach(this::listener);
        house.pools().forEach(this::pool);
        overlaps();
        if (problems.isEmpty()) {
            house.listeners().forEach((name, listener) -> carried(Place.of("listeners", name), listener));
        }
    }

    private void listener(String name, ListenerSettings listener) {
        Place place = Place.of("listeners", name);
        bind(place.key("bind"), listener.bind());
        engine(place.key("engine"), listener.engine());
        PoolSettings to = house.pools().get(listener.pool());
        if (to != null && to.transparent() && listener.datagrams().mode() == ListenerSettings.Mode.DATAGRAM) {
            problem(place.key("datagrams"), "datagrams that are balanced each by itself cannot be transparent", "");
        }
        for (int i = 0; i < listener.openings().size(); i++) {
            Opening opening = listener.openings().get(i);
            Place there = place.key("openings").index(i);
            opening.pools().forEach(pool -> poolName(there, pool));
        }
        for (int i = 0; i < listener.guards().size(); i++) {
            Guard guard = listener.guards().get(i);
            Place there = place.key("guards").index(i);
            guard.pools().forEach(pool -> poolName(there, pool));
        }
        for (int i = 0; i < listener.filters().size(); i++) {
            Filter filter = listener.filters().get(i);
            Place there = place.key("filters").index(i);
            filter.pools().forEach(pool -> poolName(there, pool));
        }
    }

    private void poolName(Place place, String name) {
        PoolNames.check(root.find(place), name, house.pools().keySet(), problems);
    }

    private void bind(Place place, Endpoint bind) {
        String words = String.join(", ", engines.transports());
        if (bind.transport().isEmpty()) {
            problem(place, bind + " does not say how to listen", "put one of these and :// before it: " + words);
        } else if (bind.address() instanceof Address.Name) {
            problem(place, bind + " is a name, and a listener needs a numeric address", "");
        } else {
            named(place, bind, bind.transport().get());
        }
    }

    private void named(Place place, Endpoint endpoint, String word) {
        if (!engines.transports().contains(word)) {
            unknown(place, "there is no transport named " + word, word, engines.transports());
        } else if (transports.find(word).isPresent()
                && !transports.reach(endpoint)
                && !engines.reach(word, endpoint.address())) {
            problem(place, word + " cannot use the address " + endpoint.address(), "");
        }
    }

    private void engine(Place place, String word) {
        if (!engines.words().contains(word)) {
            unknown(place, "there is no engine named " + Printable.of(word, 60), word, engines.words());
        }
    }

    private void carried(Place place, ListenerSettings listener) {
        Engines.Answer answer = engines.choose(listener, house);
        if (answer.choice() == null) {
            Place there = listener.engine().equals(Engines.AUTO) ? place.key("bind") : place.key("engine");
            problem(there, "nobody can carry this listener: " + answer.problem(), "");
        }
    }

    /** A server without a transport is reached by the only one that can, or by the engine of its listener. */
    private void reachable(Place place, Endpoint server) {
        if (server.transport().isPresent()) {
            named(place, server, server.transport().get());
            return;
        }
        List<String> able = transports.reaching(server.address());
        if (able.size() > 1) {
            String words = String.join(", ", able);
            problem(place, "several transports can use the address " + server, "say which: " + words);
        } else if (able.isEmpty()
                && engines.transports().stream().noneMatch(word -> engines.reach(word, server.address()))) {
            problem(place, "no transport that is installed can use the address " + server, "");
        }
    }

    private void pool(String name, PoolSettings pool) {
        Place place = Place.of("pools", name);
        if (pool.servers().isEmpty() && pool.emergency().isEmpty()) {
            problem(place.key("servers"), "a pool needs a server", "");
        }
        Set<String> titles = new HashSet<>();
        for (int i = 0; i < pool.servers().size(); i++) {
            server(place.key("servers").index(i), pool.servers().get(i), titles);
        }
        pool.emergency().ifPresent(server -> server(place.key("emergency"), server, titles));
        judging(place, "pool", pool.guards(), true);
        if (pool.transparent() && pool.source().isPresent()) {
            problem(
                    place.key("source"),
                    "a transparent pool has the clients' addresses as its source",
                    "leave source out");
        } else if (pool.transparentPort() && !pool.transparent()) {
            problem(
                    place.key("transparent-port"),
                    "only a transparent pool has the clients' ports",
                    "transparent: true");
        }
    }

    private void server(Place place, ServerSettings server, Set<String> titles) {
        if (!titles.add(server.title())) {
            problem(place, "two servers of this pool are called " + server.title(), "give one of them a name");
        }
        if (port(server.address().address()) == 0) {
            problem(place, server.address() + " has no port to connect to", "");
        }
        reachable(place, server.address());
        judging(place, "server", server.guards(), false);
    }

    /** Guards behind those of the listener let in or do not; a server's are asked again and again, and cannot count. */
    private void judging(Place place, String whose, List<Guard> guards, boolean mayCount) {
        for (int i = 0; i < guards.size(); i++) {
            Place there = place.key("guards").index(i);
            if (!guards.get(i).pools().isEmpty()) {
                problem(there, "a " + whose + "'s guard cannot send clients to another pool", "say so at the listener");
            } else if (guards.get(i) instanceof Counting && !mayCount) {
                problem(there, "a " + whose + "'s guard cannot count clients", "say so at the listener");
            }
        }
    }

    private static int port(Address address) {
        return switch (address) {
            case Address.Inet inet -> inet.port();
            case Address.Name named -> named.port();
            case Address.Unix unix -> -1;
        };
    }

    /** Two listeners on one port would get half of the connections each, if the system let them. */
    private void overlaps() {
        Map<String, Endpoint> seen = new HashMap<>();
        house.listeners().forEach((name, listener) -> {
            Set<String> others = seen.entrySet().stream()
                    .filter(other -> overlap(other.getValue(), listener.bind()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            for (String other : others) {
                Place place = Place.of("listeners", name, "bind");
                problem(place, listener.bind() + " overlaps with the listener " + other, "");
            }
            seen.put(name, listener.bind());
        });
    }

    private static boolean overlap(Endpoint one, Endpoint two) {
        if (!one.transport().equals(two.transport())) {
            return false;
        }
        if (one.address() instanceof Address.Inet a && two.address() instanceof Address.Inet b) {
            return a.port() != 0 && a.port() == b.port() && (a.ip().equals(b.ip()) || wildcard(a, b) || wildcard(b, a));
        }
        return one.address().equals(two.address());
    }

    /** Whether the first takes clients for the second: {@code ::} is also every IPv4 address. */
    private static boolean wildcard(Address.Inet any, Address.Inet other) {
        boolean ipv6 = any.ip().high() == 0 && any.ip().low() == 0;
        boolean ipv4 = any.ip().isIpv4() && (int) any.ip().low() == 0;
        return ipv6 || (ipv4 && other.ip().isIpv4());
    }

    private void unknown(Place place, String message, String word, Collection<String> known) {
        problem(place, message, PoolNames.hint(word, known));
    }

    private void problem(Place place, String message, String hint) {
        problems.add(root.find(place), message, hint);
    }
}
