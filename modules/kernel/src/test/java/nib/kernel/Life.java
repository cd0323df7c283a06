package nib.kernel;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Verdict;
import nib.spi.Decision;
import nib.spi.Lease;
import nib.spi.Policy;
import nib.testkit.ManualHost;
import org.jspecify.annotations.Nullable;

/** A dispatcher over one pool, as it lives; after everything that happens it is compared with the model. */
final class Life {
    private static final Address LISTENER = Address.parse("10.0.0.80:80");
    private static final int PROBES = 2;

    private final ManualHost host = new ManualHost();
    private final Dialer dialer = new Dialer(new Transports(Map.of("mem", new MemoryNet())));
    private final Policy policy;
    private final LivePool pool;
    private final Expected expected;
    private final List<Expected.Guest> guests = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private @Nullable ClientLimit limit;
    private Dispatcher dispatcher;

    Life(Policy policy, int servers) {
        Farm farm = Farm.first(servers);
        this.policy = policy;
        this.pool = new LivePool("app", farm.pool(policy), host, Runnable::run);
        this.expected = new Expected(farm);
        this.dispatcher = reload(farm);
    }

    /** What was decided, so that a test can tell that it saw everything. */
    Set<String> seen() {
        return seen;
    }

    void happens(Act act) {
        switch (act) {
            case Act.Arrive arrive -> arrive(arrive.client());
            case Act.Reload next -> dispatcher = reload(next.change().of(expected.farm));
            case Act.Pass pass -> pass(Duration.ofSeconds(pass.seconds()));
            case Act.Probe probe -> probe(probe);
            case Act.Deny deny -> deny(deny);
            case Act.Answer answer -> guest(answer.guest(), this::answer);
            case Act.Fail fail -> guest(fail.guest(), guest -> fail(guest, fail.local()));
            case Act.Leave leave -> guest(leave.guest(), this::leave);
        }
        compare();
    }

    /** Everybody goes, and nothing is left. */
    void ends() {
        while (!guests.isEmpty()) {
            leave(guests.getFirst());
            compare();
        }
        assertEquals(0, pool.active());
        pool.everyone().forEach(server -> assertEquals(0, server.active(), "leases of " + server));
        pass(Duration.ofDays(1));
        assertEquals(0, host.clock().waiting(), "timers");
        assertEquals(List.of(), host.events().all(nib.api.Event.PluginFailed.class));
    }

    private interface Step {
        void with(Expected.Guest guest);
    }

    private void guest(int place, Step step) {
        if (!guests.isEmpty()) {
            step.with(guests.get(place % guests.size()));
        }
    }

    private Dispatcher reload(Farm farm) {
        pool.apply(farm.pool(policy), dialer);
        limit = ClientLimit.next(limit, Farm.perClient(farm.perClient()));
        expected.reload(farm, pool);
        return new Dispatcher(
                new Posts(List.of(this::judge), new Tallies(), host),
                "app",
                Map.of("app", pool),
                new Dispatcher.Limits(limit, null),
                host);
    }

    private Verdict judge(Client client) {
        return expected.denied.contains(client.port())
                ? new Verdict.Deny(Verdict.How.DENY, "denied")
                : new Verdict.Allow("");
    }

    private void arrive(int number) {
        // The port is the number, so that the guard knows a client at once.
        Client client = new Client("web", Address.parse("10.9.0." + number + ":" + number), LISTENER);
        Expected.Station home = expected.home(number);
        Set<Expected.Station> choice = home == null ? expected.choice(Set.of()) : Set.of(home);
        Decision decision = dispatcher.decide(client);
        if (expected.denied.contains(number)) {
            assertInstanceOf(Decision.Denied.class, decision);
            seen.add("denied");
        } else if (expected.isClientFull(number) || expected.isPoolFull()) {
            nobody(decision, End.LIMIT);
        } else if (choice.isEmpty()) {
            nobody(decision, End.NO_SERVER);
        } else {
            Expected.Station at =
                    station(assertInstanceOf(Visit.class, decision, () -> "could go to " + choice), choice);
            expected.enter(number);
            expected.seat(number, at);
            guests.add(new Expected.Guest(number, (Visit) decision, at, expected.counts));
            seen.add(home == null ? "chosen" : "returned");
        }
    }

    private void nobody(Decision decision, End end) {
        Decision.Nobody nobody = assertInstanceOf(Decision.Nobody.class, decision);
        assertEquals(end, nobody.end(), nobody::reason);
        seen.add(end.word());
    }

    private Expected.Station station(Visit visit, Set<Expected.Station> choice) {
        Expected.Station at = choice.stream()
                .filter(one -> one.live == visit.server())
                .findFirst()
                .orElseThrow(() -> new AssertionError(visit.server() + " is none of " + choice));
        if (at == expected.emergency) {
            seen.add("emergency");
        } else if (at.suspect) {
            seen.add("suspected");
        }
        return at;
    }

    private void fail(Expected.Guest guest, boolean local) {
        Expected.Station from = guest.at;
        from.active--;
        guest.failed.add(from);
        if (!local) {
            long blacklist = expected.farm.blacklist() ? Duration.ofSeconds(30).toNanos() : 0;
            from.failed(host.clock().nanos(), blacklist);
        }
        Set<Expected.Station> choice = expected.mayTryAgain(guest) ? expected.choice(guest.failed) : Set.of();
        Decision decision = guest.visit.failed(local ? Lease.Blame.LOCAL : Lease.Blame.SERVER, "refused");
        if (choice.isEmpty()) {
            nobody(decision, End.NO_SERVER);
            guests.remove(guest);
            guest.visit.close();
            expected.leave(guest);
        } else {
            assertEquals(guest.visit, decision, () -> "could go to " + choice);
            guest.at = station(guest.visit, choice);
            guest.attempts++;
            expected.seat(guest.client, guest.at);
            seen.add("elsewhere");
        }
    }

    private void answer(Expected.Guest guest) {
        guest.visit.answered();
        if (guest.at.state() == nib.api.ServerState.SUSPECT) {
            guest.at.suspect = false;
        }
    }

    private void leave(Expected.Guest guest) {
        guests.remove(guest);
        guest.visit.close();
        guest.visit.close(); // again does nothing
        guest.at.active--;
        expected.leave(guest);
    }

    private void pass(Duration time) {
        host.clock().advance(time);
        expected.arrive(host.clock().nanos());
    }

    private void probe(Act.Probe probe) {
        if (!expected.servers.isEmpty()) {
            Expected.Station one = expected.servers.get(probe.server() % expected.servers.size());
            one.probed(probe.good(), PROBES);
            if (probe.good()) {
                one.live.health.probeGood(PROBES);
            } else {
                one.live.health.probeBad(PROBES, "no answer");
            }
        }
    }

    private void deny(Act.Deny deny) {
        if (deny.denied()) {
            expected.denied.add(deny.client());
        } else {
            expected.denied.remove(deny.client());
        }
    }

    private void compare() {
        Set<Expected.Station> all = new HashSet<>(expected.servers);
        guests.forEach(guest -> all.add(guest.at));
        if (expected.emergency != null) {
            all.add(requireNonNull(expected.emergency));
        }
        for (Expected.Station one : all) {
            assertEquals(one.active, one.live.active(), () -> "leases of " + one);
            assertEquals(one.state(), one.live.state(), () -> "state of " + one);
        }
        guests.forEach(guest -> assertEquals(guest.at.live, guest.visit.server()));
        guests.forEach(guest -> assertEquals(guest.attempts, guest.visit.attempts()));
        assertEquals(expected.inside, pool.active(), "connections of the pool");
        if (expected.counts != null) {
            assertNotNull(limit);
            assertEquals(expected.counts.size(), requireNonNull(limit).size(), "clients that are counted");
        }
        Memory memory = pool.memory();
        assertEquals(expected.tracked.size(), memory == null ? 0 : memory.size(), "clients that are remembered");
    }
}
