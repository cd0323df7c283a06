package nib.kernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nib.api.Address;
import nib.config.Node;
import nib.config.Place;
import nib.config.Problems;
import nib.spi.Filter;
import nib.spi.Guard;

/** Looks for what no single setting can know: names without a meaning, things that exclude each other. */
final class Review {
    private final HouseSettings house;
    private final Node root;
    private final Transports transports;
    private final Problems problems;

    Review(HouseSettings house, Node root, Transports transports, Problems problems) {
        this.house = house;
        this.root = root;
        this.transports = transports;
        this.problems = problems;
    }

    void run() {
        if (house.listeners().isEmpty()) {
            problem(Place.of("listeners"), "there is no listener", "listeners: { web: { bind: ..., pool: ... } }");
        }
        house.listeners().forEach(this::listener);
        house.pools().forEach(this::pool);
        overlaps();
    }

    private void listener(String name, ListenerSettings listener) {
        Place place = Place.of("listeners", name);
        bind(place.key("bind"), listener.bind());
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
        if (bind.transport().isEmpty()) {
            String words = String.join(", ", transports.words());
            problem(place, bind + " does not say how to listen", "put one of these and :// before it: " + words);
        } else if (bind.address() instanceof Address.Name) {
            problem(place, bind + " is a name, and a listener needs a numeric address", "");
        } else {
            reachable(place, bind);
        }
    }

    private void reachable(Place place, Endpoint endpoint) {
        List<String> able = transports.reaching(endpoint.address());
        String asked = endpoint.transport().orElse("");
        if (!asked.isEmpty() && transports.find(asked).isEmpty()) {
            unknown(place, "there is no transport named " + asked, asked, transports.words());
        } else if (!asked.isEmpty() && !able.contains(asked)) {
            problem(place, asked + " cannot use the address " + endpoint.address(), "");
        } else if (asked.isEmpty() && able.isEmpty()) {
            problem(place, "no transport that is installed can use the address " + endpoint, "");
        } else if (asked.isEmpty() && able.size() > 1) {
            String words = String.join(", ", able);
            problem(place, "several transports can use the address " + endpoint, "say which: " + words);
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
    }

    private void server(Place place, ServerSettings server, Set<String> titles) {
        if (!titles.add(server.title())) {
            problem(place, "two servers of this pool are called " + server.title(), "give one of them a name");
        }
        if (port(server.address().address()) == 0) {
            problem(place, server.address() + " has no port to connect to", "");
        }
        reachable(place, server.address());
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
