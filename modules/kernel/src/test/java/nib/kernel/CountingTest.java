package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Verdict;
import nib.spi.Counting;
import nib.spi.Decision;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that count are asked when all have agreed, and get back what they lend. */
@Timeout(20)
class CountingTest {
    private static final Verdict ALLOW = new Verdict.Allow("room");
    private static final Verdict DENY = new Verdict.Deny(Verdict.How.RESET, "too many");
    private final List<String> told = new ArrayList<>();

    /** Says what it was asked and lends a permit that tells when it comes back. */
    private record Teller(String name, Verdict verdict, List<String> told) implements Counting {
        @Override
        public Verdict check(Client client) {
            return ALLOW;
        }

        @Override
        public Permit admit(Client client) {
            told.add("admit " + name);
            return new Lent(name, verdict, told);
        }
    }

    private record Lent(String name, Verdict verdict, List<String> told) implements Counting.Held {
        @Override
        public void giveBack() {
            told.add("back " + name);
        }
    }

    private Dispatcher dispatcher(String more, UnaryOperator<Plugs> plugs) {
        return dispatcher(more, plugs, "");
    }

    private Dispatcher dispatcher(String more, UnaryOperator<Plugs> plugs, String pool) {
        return new Stage("""
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app, %s }
                pools:
                  app: { %s policy: in-order, servers: ["10.0.0.1:80"] }
                  other: { policy: in-order, servers: ["10.0.0.9:80"] }
                """.formatted(more, pool), plugs).rules().dispatcher();
    }

    private UnaryOperator<Plugs> two(Verdict first, Verdict second) {
        return plugs ->
                plugs.guard("one", new Teller("one", first, told)).guard("two", new Teller("two", second, told));
    }

    private static Client client() {
        return TestClients.at(Address.parse("10.9.0.1:4000"));
    }

    @Test
    void permitsGoBackWithTheLeaseTheLastOneFirst() {
        Dispatcher dispatcher = dispatcher("guards: [one, two]", two(ALLOW, ALLOW));
        Visit lease = assertInstanceOf(Visit.class, dispatcher.decide(client()));
        assertEquals(List.of("admit one", "admit two"), told);
        lease.close();
        lease.close();
        assertEquals(List.of("admit one", "admit two", "back two", "back one"), told);
    }

    @Test
    void nobodyIsCountedWhomAnyGuardRefuses() {
        Dispatcher dispatcher = dispatcher(
                "guards: [one, no]", plugs -> two(ALLOW, ALLOW).apply(plugs).guard("no", client -> DENY));
        assertEquals(new Decision.Denied((Verdict.Deny) DENY), dispatcher.decide(client()));
        assertEquals(List.of(), told);
    }

    @Test
    void whoIsRefusedWhileCountingGivesBackWhatItGotBefore() {
        Dispatcher dispatcher = dispatcher("guards: [one, two]", two(ALLOW, DENY));
        assertEquals(new Decision.Denied((Verdict.Deny) DENY), dispatcher.decide(client()));
        assertEquals(List.of("admit one", "admit two", "back two", "back one"), told);
    }

    @Test
    void whoIsOverTheLimitOfItsAddressGivesBackToo() {
        Dispatcher dispatcher = dispatcher("guards: [one], per-client: { max: 1 }", two(ALLOW, ALLOW));
        assertInstanceOf(Visit.class, dispatcher.decide(client()));
        assertEquals(
                End.LIMIT,
                assertInstanceOf(Decision.Nobody.class, dispatcher.decide(client()))
                        .end());
        assertEquals(List.of("admit one", "admit one", "back one"), told);
    }

    @Test
    void whoIsOverMayBeSentToAnotherPool() {
        Dispatcher dispatcher = dispatcher("guards: [one]", two(new Verdict.ToPool("other", "full"), ALLOW));
        Visit lease = assertInstanceOf(Visit.class, dispatcher.decide(client()));
        assertEquals("10.0.0.9:80", lease.server().name());
    }

    @Test
    void aPoolsGuardsCountWhomTheListenerLetsIn() {
        Dispatcher dispatcher = dispatcher("guards: [one], ", two(ALLOW, DENY), "guards: [two], ");
        assertEquals(new Decision.Denied((Verdict.Deny) DENY), dispatcher.decide(client()));
        assertEquals(List.of("admit one", "admit two", "back two", "back one"), told);
        told.clear();
        dispatcher = dispatcher(
                "guards: [one, no], ",
                plugs -> two(ALLOW, ALLOW).apply(plugs).guard("no", client -> DENY),
                "guards: [two], ");
        assertEquals(new Decision.Denied((Verdict.Deny) DENY), dispatcher.decide(client()));
        assertEquals(List.of(), told);
    }

    @Test
    void aDatagramThatWouldHaveToWaitIsNotSent() {
        Dispatcher dispatcher = dispatcher("guards: [later]", plugs -> plugs.guard("later", new Later(1)));
        Decision.Denied denied = assertInstanceOf(Decision.Denied.class, dispatcher.route(client()));
        assertEquals(End.LIMIT, denied.end());
    }

    /** Lets everybody in after so long. */
    record Later(long nanos) implements Counting {
        @Override
        public Verdict check(Client client) {
            return ALLOW;
        }

        @Override
        public Permit admit(Client client) {
            return new Counting.Later(ALLOW, nanos);
        }
    }

    @Test
    void nothingIsHeldForADatagram() {
        Dispatcher dispatcher = dispatcher("guards: [one]", two(ALLOW, ALLOW));
        assertInstanceOf(Visit.class, dispatcher.route(client()));
        assertEquals(List.of("admit one", "back one"), told);
    }

    @Test
    void aPermitThatThrowsHoldsNobodyUp() {
        Counting.Held broken = new Counting.Held() {
            @Override
            public Verdict verdict() {
                return ALLOW;
            }

            @Override
            public void giveBack() {
                throw new IllegalStateException("broken");
            }
        };
        Counting guard = new Counting() {
            @Override
            public Verdict check(Client client) {
                return ALLOW;
            }

            @Override
            public Permit admit(Client client) {
                return broken;
            }
        };
        Dispatcher dispatcher = dispatcher(
                "guards: [one, broken]", plugs -> two(ALLOW, ALLOW).apply(plugs).guard("broken", guard));
        assertInstanceOf(Visit.class, dispatcher.decide(client())).close();
        assertEquals(List.of("admit one", "back one"), told);
    }

    @Test
    void aGuardThatThrowsWhileCountingLetsNobodyIn() {
        Counting guard = new Counting() {
            @Override
            public Verdict check(Client client) {
                return ALLOW;
            }

            @Override
            public Permit admit(Client client) {
                throw new IllegalStateException("broken");
            }
        };
        Dispatcher dispatcher = dispatcher("guards: [broken]", plugs -> plugs.guard("broken", guard));
        assertEquals(
                new Decision.Denied(new Verdict.Deny(Verdict.How.DENY, "a guard failed")), dispatcher.decide(client()));
    }
}
