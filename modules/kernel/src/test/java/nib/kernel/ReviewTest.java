package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nib.api.Client;
import nib.api.Verdict;
import nib.config.Problem;
import nib.config.Problems;
import nib.config.Source;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Guard;
import nib.spi.Settings;
import org.junit.jupiter.api.Test;

/** What is wrong with a plan as a whole: above the text, below what is said of it. */
class ReviewTest {
    private static final String POOLS = """
            pools:
              app: { policy: in-order, servers: ["10.0.0.1:80"] }
            """;

    private static final String LISTENERS = """
            listeners:
              web: { bind: "mem://10.0.0.80:80", pool: app }
            """;

    private final Plugs plugs = new Plugs(new MemoryNet())
            .guard("sorting", new Sorting())
            .filter("choosing", new Choosing())
            .policy("in-turn", Plugs.InOrder::new);

    @Test
    void aGoodPlanHasNoProblems() {
        expect(LISTENERS + POOLS);
    }

    @Test
    void somethingMustListen() {
        expect(
                "listeners: {}\n" + POOLS,
                "test:1:12: there is no listener; listeners: { web: { bind: ..., pool: ... } }");
    }

    @Test
    void aPoolMustBeThere() {
        expect(
                LISTENERS.replace("pool: app", "pool: ap") + POOLS,
                "test:2:44: there is no pool named ap; did you mean app?");
        expect(
                LISTENERS.replace("pool: app", "pool: backend") + POOLS,
                "test:2:44: there is no pool named backend; there are: app");
    }

    @Test
    void thePoolsOfGuardsAndFiltersMustBeThere() {
        expect(
                """
                listeners:
                  web:
                    bind: "mem://10.0.0.80:80"
                    pool: app
                    guards: [sorting]
                    filters:
                      - choosing
                """ + POOLS,
                "test:5:14: there is no pool named apq; did you mean app?",
                "test:7:9: there is no pool named nowhere; there are: app");
    }

    @Test
    void aListenerSaysHowToListen() {
        expect(
                LISTENERS.replace("mem://", "") + POOLS,
                "test:2:16: 10.0.0.80:80 does not say how to listen; put one of these and :// before it: mem");
        expect(
                LISTENERS.replace("mem://", "men://") + POOLS,
                "test:2:16: there is no transport named men; did you mean mem?");
        expect(
                LISTENERS.replace("mem://10.0.0.80:80", "mem:///run/web.sock") + POOLS,
                "test:2:16: mem cannot use the address unix:/run/web.sock");
        expect(
                LISTENERS.replace("10.0.0.80:80", "localhost:80") + POOLS,
                "test:2:16: mem://localhost:80 is a name, and a listener needs a numeric address");
    }

    @Test
    void twoListenersDoNotShareAnAddress() {
        String two = LISTENERS + "  admin: { bind: \"mem://%s\", pool: app }\n" + POOLS;
        String overlap = "test:3:18: mem://%s overlaps with the listener web";
        expect(two.formatted("10.0.0.80:80"), overlap.formatted("10.0.0.80:80"));
        expect(two.formatted("0.0.0.0:80"), overlap.formatted("0.0.0.0:80"));
        expect(two.formatted("[::]:80"), overlap.formatted("[::]:80"));
        expect(two.formatted("10.0.0.80:81"));
        expect(two.formatted("10.0.0.81:80"));
        expect(two.formatted("[::1]:80"));
    }

    @Test
    void portsThatTheSystemChoosesDoNotOverlap() {
        String any = LISTENERS.replace(":80\"", ":0\"");
        expect(any + "  admin: { bind: \"mem://10.0.0.80:0\", pool: app }\n" + POOLS);
    }

    @Test
    void ofThreeListenersEachPairIsSaid() {
        expect(
                """
                listeners:
                  a: { bind: "mem://10.0.0.1:80", pool: app }
                  b: { bind: "mem://10.0.0.2:80", pool: app }
                  c: { bind: "mem://0.0.0.0:80", pool: app }
                """ + POOLS,
                "test:4:14: mem://0.0.0.0:80 overlaps with the listener a",
                "test:4:14: mem://0.0.0.0:80 overlaps with the listener b");
    }

    @Test
    void differentTransportsDoNotOverlap() {
        plugs.add(new Plugs.Transports("other", Settings.none(), none -> new MemoryNet()));
        expect(LISTENERS
                + "  admin: { bind: \"other://10.0.0.80:80\", pool: app }\n"
                + POOLS.replace("\"10.", "\"mem://10."));
    }

    @Test
    void aPoolNeedsAServer() {
        expect(LISTENERS + "pools: { app: { policy: in-order, servers: [] } }\n", "test:3:44: a pool needs a server");
        expect(LISTENERS + "pools: { app: { policy: in-order, servers: [], emergency: \"10.0.0.9:80\" } }\n");
    }

    @Test
    void serversOfAPoolHaveNamesOfTheirOwn() {
        expect(
                LISTENERS + """
                        pools:
                          app:
                            policy: in-order
                            servers:
                              - 10.0.0.1:80
                              - 10.0.0.1:80
                              - { name: a, address: "10.0.0.2:80" }
                              - { name: a, address: "10.0.0.3:80" }
                            emergency: { name: a, address: "10.0.0.4:80" }
                        """,
                "test:8:9: two servers of this pool are called 10.0.0.1:80; give one of them a name",
                "test:10:9: two servers of this pool are called a; give one of them a name",
                "test:11:16: two servers of this pool are called a; give one of them a name");
    }

    @Test
    void aServerHasAPort() {
        expect(
                LISTENERS + POOLS.replace("10.0.0.1:80", "10.0.0.1:0"),
                "test:4:38: 10.0.0.1:0 has no port to connect to");
    }

    @Test
    void aServerCanBeReached() {
        expect(
                LISTENERS + POOLS.replace("10.0.0.1:80", "/run/app.sock"),
                "test:4:38: no transport that is installed can use the address /run/app.sock");
        expect(
                LISTENERS + POOLS.replace("10.0.0.1:80", "tpc://10.0.0.1:80"),
                "test:4:38: there is no transport named tpc; there are: mem");
        plugs.add(new Plugs.Transports("other", Settings.none(), none -> new MemoryNet()));
        expect(
                LISTENERS + POOLS,
                "test:4:38: several transports can use the address 10.0.0.1:80; say which: mem, other");
    }

    @Test
    void aWordThatNobodyBrings() {
        expect(
                LISTENERS + POOLS.replace("in-order", "in-oder"),
                "test:4:18: no policy is called \"in-oder\"; did you mean \"in-order\"?");
    }

    @Test
    void everythingIsSaidAtOnce() {
        assertEquals(
                6,
                problems("""
                        listeners:
                          a: { bind: "10.0.0.80:80", pool: ap }
                          b: { bind: "mem://name:80", pool: app }
                          c: { bind: "mem://0.0.0.0:80", pool: app, guards: [sorting] }
                        pools:
                          app: { policy: in-order, servers: ["10.0.0.1:0", "10.0.0.1:0"] }
                        """).stream()
                        .filter(one -> !one.toString().contains("called"))
                        .count());
    }

    @Test
    void aServersGuardMayOnlySayYesOrNo() {
        expect(
                LISTENERS + POOLS.replace("[\"10.0.0.1:80\"]", "[{ address: \"10.0.0.1:80\", guards: [sorting] }]"),
                "test:4:73: a server's guard cannot send clients to another pool; say so at the listener");
    }

    @Test
    void aTransportThatComplainsIsAProblemAndNotAnError() {
        plugs.add(new Plugs.Transports("broken", Settings.none(), none -> {
            throw new IllegalStateException("a mistake");
        }));
        expect(LISTENERS + POOLS, "test:1:1: the transport broken cannot be had: a mistake");
    }

    private void expect(String yaml, String... wanted) {
        assertEquals(
                String.join("\n", wanted),
                problems(yaml).stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }

    private List<Problem> problems(String yaml) {
        Problems problems = new Problems();
        Optional<Plan> plan = new Planner(plugs.catalog()).plan(Source.of("test", yaml), Optional.empty(), problems);
        assertEquals(problems.isEmpty(), plan.isPresent(), "a plan or problems");
        return problems.sorted();
    }

    /** A guard that may send clients to a pool with a slip in its name. */
    private static final class Sorting implements Guard {
        @Override
        public Verdict check(Client client) {
            return new Verdict.ToPool("apq", "");
        }

        @Override
        public Set<String> pools() {
            return Set.of("apq");
        }
    }

    private static final class Choosing implements Filter {
        @Override
        public void handle(Connection connection, Next next) {}

        @Override
        public Set<String> pools() {
            return Set.of("nowhere");
        }
    }
}
