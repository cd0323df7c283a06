package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nib.api.Address;
import nib.api.Client;
import nib.api.Verdict;
import nib.spi.Counting;
import nib.testkit.TestClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What guards have done is counted where they are asked, from plan to plan. */
class InquiryTest {
    private static final String TEXT = """
            listeners:
              web: { bind: "mem://0.0.0.0:80", pool: app, guards: [even, twice]%s }
            pools:
              app: { policy: in-order, servers: ["10.0.0.1:80"] }
              other: { policy: in-order, servers: ["10.0.0.2:80"] }
            """;

    private final Grounds grounds = new Grounds();
    private final Twice twice = new Twice();

    /** Lets each client in once, and then sends it elsewhere. */
    private static final class Twice implements Counting {
        private long in;

        @Override
        public Verdict check(Client client) {
            return new Verdict.Allow("");
        }

        @Override
        public Permit admit(Client client) {
            return new Spent(++in == 1 ? new Verdict.Allow("") : new Verdict.ToPool("other", "again"));
        }

        @Override
        public Set<String> pools() {
            return Set.of("other");
        }

        @Override
        public Map<String, Long> counters() {
            return Map.of("in", in);
        }

        @Override
        public void reset() {
            in = 0;
        }
    }

    @AfterEach
    void end() {
        grounds.built().ifPresent(house -> house.stop(Duration.ZERO));
    }

    private static void come(House house, String address) {
        Dispatcher dispatcher =
                house.listeners().values().iterator().next().rules().dispatcher();
        if (dispatcher.decide(TestClients.at(Address.parse(address))) instanceof Visit visit) {
            visit.close();
        }
    }

    private static Status.Counters counters(String guard, Map<String, Long> counters) {
        return new Status.Counters("listener web", guard, counters);
    }

    @Test
    void whatGuardsHaveDoneIsCountedAcrossPlansUntilItIsReset() throws Exception {
        grounds.plugs
                .guard(
                        "even",
                        client -> client.low() % 2 == 0
                                ? new Verdict.Allow("")
                                : new Verdict.Deny(Verdict.How.DENY, "odd"))
                .guard("twice", twice);
        House house = grounds.open(TEXT.formatted(""));
        come(house, "10.9.0.1:1");
        come(house, "10.9.0.2:1");
        grounds.apply(TEXT.formatted(", idle: 1m"));
        come(house, "10.9.0.3:1");
        come(house, "10.9.0.4:1");
        assertEquals(
                List.of(
                        counters("even", Map.of("turned-away", 2L, "sent-elsewhere", 0L, "delayed", 0L)),
                        counters("twice", Map.of("turned-away", 0L, "sent-elsewhere", 1L, "delayed", 0L, "in", 2L))),
                house.inquiry().counters());
        house.inquiry().resetCounters();
        assertEquals(
                List.of(
                        counters("even", Map.of("turned-away", 0L, "sent-elsewhere", 0L, "delayed", 0L)),
                        counters("twice", Map.of("turned-away", 0L, "sent-elsewhere", 0L, "delayed", 0L, "in", 0L))),
                house.inquiry().counters());
    }
}
