package nib.kernel;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nib.acl.AclProvider;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.config.Problems;
import nib.config.Source;
import nib.geoip.GeoipProvider;
import nib.policies.First;
import nib.policies.Hash;
import nib.policies.LeastConnections;
import nib.policies.Maglev;
import nib.policies.PowerOfTwo;
import nib.policies.Priority;
import nib.policies.Random;
import nib.policies.Rendezvous;
import nib.policies.RoundRobin;
import nib.policies.Weighted;
import nib.rate.RateProvider;
import nib.tcp.TcpProvider;

/**
 * A house with one listener and one pool, planned and opened as from a file; nobody connects to it. Its access list has
 * a hundred entries, which let in the first half of each of fifty networks and no other: {@link #client} makes clients
 * that come from there.
 */
final class Rehearsal {
    /** As many clients as there are addresses that are let in. */
    static final int CROWD = 50 << 15;

    private static final int NETWORKS = 50;
    private static final String LISTENER = "web";
    private static final Address LOCAL = Address.parse("10.255.0.1:80");

    private static final Catalog CATALOG = new Catalog(List.of(
            new TcpProvider(),
            new AclProvider(),
            new GeoipProvider(),
            new RateProvider(),
            new RoundRobin(),
            new Weighted(),
            new LeastConnections(),
            new Hash(),
            new Maglev(),
            new First(),
            new Priority(),
            new Random(),
            new PowerOfTwo(),
            new Rendezvous()));

    private Rehearsal() {}

    /**
     * Opens it.
     *
     * @param sticky clients to remember; 0 for a pool that remembers nobody
     * @param servers their weights are 1, 2 and 3 in turn
     */
    static House open(String policy, int sticky, int servers) throws IOException {
        return open("rehearsal", text(policy, sticky, servers));
    }

    private static House open(String name, String text) throws IOException {
        Problems problems = new Problems();
        Optional<Plan> plan = new Planner(CATALOG).plan(Source.of(name, text), Optional.empty(), problems);
        return House.open(plan.orElseThrow(
                () -> new IllegalStateException(problems.sorted().toString())));
    }

    /**
     * Opens one with ten servers, for whoever comes.
     *
     * @param guards lines of the listener
     */
    static House open(String guards) throws IOException {
        return open("guards", """
                listeners:
                  web:
                    bind: tcp://127.0.0.1:0
                    pool: app
                    %s
                pools:
                  app: { policy: round-robin, servers: [%s] }
                """.formatted(guards, servers(10)));
    }

    static Dispatcher dispatcher(House house) {
        return requireNonNull(house.listeners().get(LISTENER)).rules().dispatcher();
    }

    /** Client number so many of the {@link #CROWD}, made anew as for each connection. */
    static Client client(int number) {
        int ip = 10 << 24 | number % NETWORKS << 16 | number / NETWORKS;
        return new Client(LISTENER, new Address.Inet(Ip.ofIpv4(ip), 40_000), LOCAL);
    }

    private static String text(String policy, int sticky, int servers) {
        return """
               listeners:
                 web:
                   bind: tcp://127.0.0.1:0
                   guards: [ acl: { rules: [%s], otherwise: deny } ]
                   pool: app
               pools:
                 app:
                   policy: %s
                   %s
                   servers: [%s]
               """.formatted(
                        rules(), policy, sticky == 0 ? "" : "sticky: { clients: " + sticky + " }", servers(servers));
    }

    private static String rules() {
        return IntStream.range(0, NETWORKS)
                .mapToObj(i -> "{ deny: [10.%d.128.0/17] }, { allow: [10.%d.0.0/16] }".formatted(i, i))
                .collect(Collectors.joining(", "));
    }

    private static String servers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{ address: '10.100.%d.%d:80', weight: %d }".formatted(i >> 8, i & 255, 1 + i % 3))
                .collect(Collectors.joining(", "));
    }
}
