package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nib.api.Client;
import nib.api.Server;
import nib.api.Verdict;
import nib.config.Description;
import nib.config.Problems;
import nib.config.Source;
import nib.config.Type;
import nib.spi.Forwarder;
import nib.spi.Guard;
import nib.spi.Policy;
import nib.spi.Probe;
import nib.spi.Settings;
import org.junit.jupiter.api.Test;

/** Plans are values: they can be printed, read again and compared, and what is equal in two of them is the same. */
class PlannerTest {
    /** Everything that can be set, and nothing as it would be anyway. */
    private static final String EVERYTHING = """
            guards: { shared: quiet }
            listeners:
              web:
                bind: "mem://0.0.0.0:80"
                pool: app
                openings: [hears]
                guards: [named: { label: door }, quiet, shared]
                max: 100
                priority: 2
                per-client: { max: 3, ipv4-prefix: 24, ipv6-prefix: 48, over: reset, queue: { length: 4, time: 5s } }
                bandwidth: { connection: { upload: 6, download: 7 }, client: { upload: 8 }, ipv4-prefix: 9, ipv6-prefix: 10 }
                idle: 1m
                half-closed: 2s
                fast-close: both
                handshake: 3s
                tarpit: 4s
                tarpit-max: 5
                backlog: 5
                file: { mode: 660, owner: nib, group: www-data }
                nodelay: false
                keepalive: true
                engine: memory
                datagrams: { mode: datagram, idle: 5s, requests: 6, responses: 7 }
              plain: { bind: "mem://0.0.0.0:81", pool: other, filters: [plain] }
            pools:
              other: { servers: ["10.0.0.9:80"], policy: in-order, filters: [plain] }
              app:
                servers:
                  - { address: "mem://10.0.0.1:80", name: one, weight: 2, priority: 3, max: 4, hard: 5, state: drain, guards: [quiet] }
                  - app.example:80
                policy: { first-of: { then: { first-of: { then: in-order } } } }
                sticky: { clients: 6, time: 7s, ipv4-prefix: 8, ipv6-prefix: 9 }
                probe: asking
                emergency: "[2001:db8::1]:80"
                guards: [quiet]
                preamble: says
                blacklist: 10s
                connect: 11s
                attempts: 12
                max: 13
                queue: { length: 17, time: 18s }
                bandwidth: { upload: 19, download: 20 }
                resolve: 14s
                source: 10.0.0.99
              seen: { servers: ["10.0.0.8:80"], policy: in-order, transparent: true, transparent-port: true }
            observers: [told]
            engines: [memory]
            sessions: 15
            drain: 16s
            control: /run/nib.sock
            plugins: { folder: /etc/nib/plugins, sha256: /etc/nib/plugins.sha256 }
            """;

    private final Plugs plugs = new Plugs(new MemoryNet())
            .guard("quiet", client -> new Verdict.Allow(""))
            .opening("hears", new Hearing())
            .preamble("says", new Saying())
            .engine("memory", new MemoryEngine(Set.of("mem"), new Forwarder.Well(5, "in memory")))
            .filter("plain", (connection, next) -> next.handle(connection))
            .observer("told", () -> event -> {})
            .probe("asking", Asking::new)
            .add(new Plugs.Guards<>("named", new Settings<>(Named.class, MethodHandles.lookup()), Door::new))
            .add(new Plugs.Policies<>("first-of", new Settings<>(FirstOf.class, MethodHandles.lookup()), Nested::new));

    private record Named(String label) {}

    private record FirstOf(Policy then) {}

    /** Two doors are never equal, so that only a door that was kept is. */
    private static final class Door implements Guard {
        private final Named settings;

        Door(Named settings) {
            this.settings = settings;
        }

        @Override
        public Verdict check(Client client) {
            return new Verdict.Allow(settings.label);
        }
    }

    private static final class Nested implements Policy {
        private final FirstOf settings;

        Nested(FirstOf settings) {
            this.settings = settings;
        }

        @Override
        public Chooser over(List<Server> servers) {
            return settings.then.over(servers);
        }
    }

    private static final class Asking implements Probe {
        @Override
        public void check(Target target) {}

        @Override
        public Schedule schedule() {
            throw new AssertionError("nobody asks while planning");
        }
    }

    private Plan plan(String yaml) {
        return Stage.plan(yaml, plugs.catalog());
    }

    @Test
    void theTextAboveHoldsEverySetting() {
        Set<String> keys = new TreeSet<>();
        collect(new Type.Group(Description.of(Grammar.HOUSE, Grammar.SCALARS)), keys);
        keys.removeIf(key -> EVERYTHING.contains(key + ": "));
        keys.removeIf(key -> EVERYTHING.contains(key + ":\n"));
        assertEquals(Set.of(), keys);
    }

    @Test
    void whatIsInstalledIsLookedAtForEachPlanWithWhatTheFileSaysAboutIt() {
        List<String> asked = new ArrayList<>();
        Planner planner = new Planner(settings -> {
            asked.add(settings.map(one -> one.folder() + " " + one.sha256().isPresent())
                    .orElse("nothing"));
            return plugs.catalog();
        });
        for (String plugins : List.of("", "plugins: /a", "plugins: { folder: /b, sha256: /c }", "plugins: {}")) {
            planner.plan(Source.of("test", plugins), Optional.empty(), new Problems());
        }
        assertEquals(List.of("nothing", "/a false", "/b true", "nothing"), asked);
    }

    private static void collect(Type type, Set<String> keys) {
        switch (type) {
            case Type.Group group ->
                group.description().settings().forEach(setting -> {
                    keys.add(setting.key());
                    collect(setting.type(), keys);
                });
            case Type.ListOf list -> collect(list.element(), keys);
            case Type.MapOf map -> collect(map.value(), keys);
            default -> {}
        }
    }

    @Test
    void aPlanIsReadAgainAsItWasPrinted() {
        Plan plan = plan(EVERYTHING);
        for (String printed : List.of(plan.print(), plan.printTersely())) {
            Plan again = Stage.plan(printed, plan, plugs.catalog());
            assertEquals(plan.settings(), again.settings(), printed);
            assertEquals(printed, printed.equals(plan.print()) ? again.print() : again.printTersely());
        }
    }

    @Test
    void aTersePlanLeavesOutWhatIsAsUsual() {
        assertEquals("""
                listeners:
                  web:
                    bind: mem://0.0.0.0:80
                    pool: app
                pools:
                  app:
                    servers:
                      - 10.0.0.1:80
                    policy: in-order
                """, plan("""
                        listeners: { web: { bind: "mem://0.0.0.0:80", pool: app, idle: 350s } }
                        pools: { app: { servers: [{ address: "10.0.0.1:80", weight: 1 }], policy: in-order } }
                        """).printTersely());
    }

    @Test
    void whatIsEqualInTheNextPlanIsTheSame() {
        Plan before = plan(EVERYTHING);
        Plan after = Stage.plan("# nothing but a remark\n" + EVERYTHING, before, plugs.catalog());
        assertEquals(before.settings(), after.settings());
        assertSame(policy(before), policy(after));
        assertSame(guards(before).getFirst(), guards(after).getFirst());
    }

    @Test
    void whatChangesIsMadeAnew() {
        Plan before = plan(EVERYTHING);
        Plan after = Stage.plan(EVERYTHING.replace("label: door", "label: gate"), before, plugs.catalog());
        assertNotSame(guards(before).getFirst(), guards(after).getFirst());
        assertSame(guards(before).getLast(), guards(after).getLast());
        assertSame(policy(before), policy(after));
    }

    @Test
    void whatHoldsAPartThatChangesIsMadeAnew() {
        plugs.policy("in-turn", Plugs.InOrder::new);
        Plan before = plan(EVERYTHING);
        Plan after = Stage.plan(EVERYTHING.replace("in-order", "in-turn"), before, plugs.catalog());
        assertNotSame(policy(before), policy(after));
    }

    @Test
    void whatAnotherPluginBringsIsMadeAnew() {
        Plan before = plan(EVERYTHING);
        Plugs replaced = new Plugs(new MemoryNet())
                .guard("quiet", client -> new Verdict.Allow("by another"))
                .opening("hears", new Hearing())
                .preamble("says", new Saying())
                .engine("memory", new MemoryEngine(Set.of("mem"), new Forwarder.Well(5, "in memory")))
                .filter("plain", (connection, next) -> next.handle(connection))
                .observer("told", () -> event -> {})
                .probe("asking", Asking::new)
                .add(new Plugs.Guards<>("named", new Settings<>(Named.class, MethodHandles.lookup()), Door::new))
                .add(new Plugs.Policies<>(
                        "first-of", new Settings<>(FirstOf.class, MethodHandles.lookup()), Nested::new));
        Plan after = Stage.plan(EVERYTHING, before, replaced.catalog());
        assertNotSame(guards(before).getFirst(), guards(after).getFirst());
    }

    @Test
    void aPlanThatIsWrongIsNoPlan() {
        Problems problems = new Problems();
        assertEquals(
                Optional.empty(),
                new Planner(plugs.catalog())
                        .plan(
                                Source.of("test", EVERYTHING.replace("pool: app", "pool: ap")),
                                Optional.empty(),
                                problems));
        assertEquals(1, problems.count());
    }

    @Test
    void textThatIsNoYamlIsOneProblem() {
        Problems problems = new Problems();
        assertTrue(new Planner(plugs.catalog())
                .plan(Source.of("test", "listeners: [\n"), Optional.empty(), problems)
                .isEmpty());
        assertEquals(1, problems.count());
    }

    private static Policy policy(Plan plan) {
        return plan.settings().pools().values().iterator().next().policy();
    }

    private static List<Guard> guards(Plan plan) {
        return plan.settings().listeners().values().iterator().next().guards();
    }
}
