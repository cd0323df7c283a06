package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Verdict;
import nib.spi.Decision;
import nib.spi.Lease;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server may say whom it takes; for everybody else it is as if it were not there. */
@Timeout(20)
class ServerGuardsTest {
    private static final String SERVERS = """
            listeners:
              web: { bind: "mem://0.0.0.0:80", pool: app }
            pools:
              app:
                policy: in-order
                %s
                servers:
                  - { address: "10.0.0.1:80", name: one, guards: [odd] }
                  - { address: "10.0.0.2:80", name: two, guards: [even] }
                emergency: { address: "10.0.0.9:80", name: last, guards: [%s] }
            """;

    private static Verdict verdict(Client client, int rest) {
        return client.low() % 2 == rest
                ? new Verdict.Allow("")
                : new Verdict.Deny(Verdict.How.DENY, "not for this server");
    }

    private static Dispatcher dispatcher(String more, String last) {
        return new Stage(
                        SERVERS.formatted(more, last),
                        plugs -> plugs.guard("odd", client -> verdict(client, 1))
                                .guard("even", client -> verdict(client, 0))
                                .guard("broken", client -> {
                                    throw new IllegalStateException("cannot say");
                                }))
                .rules()
                .dispatcher();
    }

    private static Client client(int number) {
        return TestClients.at(Address.parse("10.9.0." + number + ":4000"));
    }

    private static String served(Decision decision) {
        return assertInstanceOf(Lease.class, decision).server().name();
    }

    @Test
    void whoeverIsDeniedGoesToAnother() {
        for (String more : new String[] {"", "sticky: { clients: 10 }"}) {
            Dispatcher dispatcher = dispatcher(more, "");
            for (int round = 0; round < 2; round++) {
                assertEquals("one", served(dispatcher.decide(client(1))));
                assertEquals("two", served(dispatcher.decide(client(2))));
            }
        }
    }

    @Test
    void theEmergencyServerMayDenyToo() {
        Dispatcher dispatcher = dispatcher("attempts: 1", "odd");
        Lease mine = assertInstanceOf(Lease.class, dispatcher.decide(client(2)));
        Decision next = mine.failed(Lease.Blame.SERVER, "gone");
        assertEquals(
                End.NO_SERVER, assertInstanceOf(Decision.Nobody.class, next).end());
    }

    @Test
    void aGuardThatFailsDenies() {
        Dispatcher dispatcher = new Stage(
                        SERVERS.formatted("", "").replace("[odd]", "[broken]").replace("[even]", "[broken]"),
                        plugs -> plugs.guard("broken", client -> {
                            throw new IllegalStateException("cannot say");
                        }))
                .rules()
                .dispatcher();
        assertEquals("last", served(dispatcher.decide(client(1))));
    }

    @Test
    void aServerCanBeLeftAloneByCommand() throws Exception {
        Grounds grounds = new Grounds();
        grounds.open("""
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app }
                pools:
                  app: { policy: in-order, servers: [ { address: "10.0.0.1:80", name: one } ] }
                """);
        House house = grounds.house();
        assertEquals(false, house.shun("app", "two", Duration.ofSeconds(5)));
        assertEquals(true, house.shun("app", "one", Duration.ofSeconds(5)));
        assertEquals("suspect", state(house));
        assertEquals(true, house.shun("app", "one", Duration.ZERO));
        assertEquals("up", state(house));
        house.shun("app", "one", Duration.ofSeconds(5));
        grounds.clock.advance(Duration.ofSeconds(5));
        assertEquals("up", state(house));
        house.stop(Duration.ZERO);
    }

    private static String state(House house) {
        return house.status().pools().getFirst().servers().getFirst().state();
    }
}
