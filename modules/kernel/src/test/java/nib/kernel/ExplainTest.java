package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nib.api.Address;
import nib.api.Client;
import nib.api.Fact;
import nib.api.Verdict;
import nib.spi.Connection;
import nib.spi.Decision;
import nib.spi.Filter;
import nib.spi.Lease;
import nib.testkit.TestClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of a client is what becomes of it, and telling it changes nothing. */
class ExplainTest {
    private final Grounds grounds = new Grounds();

    @AfterEach
    void end() {
        grounds.built().ifPresent(house -> house.stop(java.time.Duration.ZERO));
    }

    private House open(String listener, String pool, String server) throws Exception {
        grounds.plugs
                .guard(
                        "even",
                        client -> client.low() % 2 == 0
                                ? new Verdict.Allow("an even address")
                                : new Verdict.Deny(Verdict.How.TARPIT, "list.txt:7"))
                .guard(
                        "named",
                        client -> "shop".equals(client.fact(Fact.SERVER_NAME))
                                ? new Verdict.ToPool("shop", "it asks for shop")
                                : new Verdict.Allow(""))
                .guard(
                        "odd",
                        client ->
                                client.low() % 2 == 1 ? new Verdict.Allow("") : new Verdict.Deny(Verdict.How.DENY, ""));
        return grounds.open("""
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app%s }
                pools:
                  app:
                    policy: in-order
                    servers: [ { address: "10.0.0.1:80", name: one%s }, { address: "10.0.0.2:80", name: two } ]
                    emergency: { address: "10.0.0.9:80", name: last }
                    %s
                  shop: { policy: in-order, servers: ["10.0.0.3:80"] }
                """.formatted(listener, server, pool));
    }

    private static String told(House house, String client, Optional<String> name) {
        Explanation told =
                house.inquiry().explain("web", Address.parse(client), name).orElseThrow();
        return String.join("\n", told.steps()) + "\n=> " + told.outcome();
    }

    @Test
    void guardsAreNamedWithTheirReasons() throws Exception {
        House house = open(", guards: [named, even]", "", "");
        assertEquals("""
                guard named lets it in
                guard even sends it away (tarpit): list.txt:7
                => sent away (tarpit)""", told(house, "10.9.0.1:4000", Optional.empty()));
        assertEquals("""
                guard named sends it to the pool shop: it asks for shop
                guard even lets it in: an even address
                pool shop has 0 connections
                => server 10.0.0.3:80, chosen by in-order""", told(house, "10.9.0.2:4000", Optional.of("shop")));
    }

    @Test
    void serversThatCannotTakeItAreNamed() throws Exception {
        House house = open(", per-client: { max: 2 }", "max: 5", ", guards: [odd]");
        assertEquals("""
                one client has at most so many connections: 0 of 2
                pool app has 0 connections of 5
                server one denies it
                => server two, chosen by in-order""", told(house, "10.9.0.2:4000", Optional.empty()));
        house.shun("app", "two", java.time.Duration.ofSeconds(5));
        assertEquals("""
                one client has at most so many connections: 0 of 2
                pool app has 0 connections of 5
                => server one, chosen by in-order""", told(house, "10.9.0.1:4000", Optional.empty()).replace("server two is suspect\n", ""));
    }

    @Test
    void theWishOfAFilterIsTold() throws Exception {
        grounds.plugs.filter("sorting", new Filter() {
            @Override
            public void handle(Connection connection, Next next) throws IOException {
                next.handle(connection);
            }

            @Override
            public String foresee(Client client) {
                return "shop";
            }
        });
        House house = open(", filters: [sorting]", "", "");
        assertEquals("""
                filter sorting sends it to the pool shop
                pool shop has 0 connections
                => server 10.0.0.3:80, chosen by in-order""", told(house, "10.9.0.2:4000", Optional.empty()));
    }

    @Test
    void whoIsKeptFromAPoolIsToldAndSentAway() throws Exception {
        House house = open("", "guards: [odd]", "");
        assertEquals("""
                guard odd of pool app sends it away (deny)
                => sent away (deny)""", told(house, "10.9.0.2:4000", Optional.empty()));
        Dispatcher dispatcher =
                house.listeners().values().iterator().next().rules().dispatcher();
        Client client = TestClients.at(Address.parse("10.9.0.2:4000"));
        assertInstanceOf(Decision.Denied.class, dispatcher.decide(client));
        Decision odd = dispatcher.decide(TestClients.at(Address.parse("10.9.0.1:4000")));
        assertInstanceOf(Visit.class, odd).close();
    }

    @Test
    void aClientThatIsRememberedIsToldSo() throws Exception {
        House house = open("", "sticky: { clients: 10 }", "");
        String stranger = told(house, "10.9.0.1:4000", Optional.empty());
        assertEquals("pool app has 0 connections\nit is not remembered\n=> server one, chosen by in-order", stranger);
        assertEquals(stranger, told(house, "10.9.0.1:4000", Optional.empty()), "telling changes nothing");
        Client client = TestClients.at(Address.parse("10.9.0.1:4000"));
        Dispatcher dispatcher =
                house.listeners().values().iterator().next().rules().dispatcher();
        Decision decision = dispatcher.decide(client);
        assertEquals("one", assertInstanceOf(Lease.class, decision).server().name());
        assertInstanceOf(Visit.class, decision).close();
        assertEquals("""
                pool app has 0 connections
                it is remembered at one
                => server one, as before""", told(house, "10.9.0.1:4000", Optional.empty()));
        assertEquals(List.of(), house.connections());
    }

    @Test
    void aListenerMustBeThere() throws Exception {
        assertEquals(
                Optional.empty(),
                open("", "", "").inquiry().explain("nowhere", Address.parse("10.9.0.1:1"), Optional.empty()));
    }
}
