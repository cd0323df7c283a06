package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Event;
import nib.api.Fact;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent recent = new Recent();

    private static Event.ConnectionEnded ended(long id, String address) {
        Client client = TestClients.at(Address.parse(address));
        client.learn(Fact.COUNTRY, "DE");
        return new Event.ConnectionEnded(
                id,
                client,
                new Event.Route("app", "one", 2),
                new Event.Traffic(1200, 34),
                new Event.Times(0, 5_000_000, 7_500_000),
                End.SERVER_RESET,
                "");
    }

    private Optional<Long> find(String which) {
        return recent.find(which).map(Event.ConnectionEnded::id);
    }

    @Test
    void theNewestAreFoundByNumberAndByClient() {
        for (int id = 1; id <= 5000; id++) {
            recent.add(ended(id, "10.0.0." + id % 2 + ":4000"));
        }
        assertEquals(Optional.empty(), find("1"), "too long ago");
        assertEquals(Optional.of(1000L), find("1000"));
        assertEquals(Optional.of(4999L), find("10.0.0.1:4000"), "the newest");
        assertEquals(Optional.of(5000L), find("10.0.0.0:4000"));
        assertEquals(Optional.empty(), find("10.0.0.1"));
        assertEquals(Optional.empty(), find("no number"));
    }

    @Test
    void whatBecameOfOneIsToldBeforeWhatWouldNow() {
        Explanation now = new Explanation(java.util.List.of("guard acl lets it in"), "server two");
        Explanation told = Account.of(ended(7, "10.0.0.1:4000"), now);
        assertEquals("ended: server-reset", told.outcome());
        assertEquals("""
                country DE
                pool app: server one answered after 5.0 ms, at attempt 2
                1,200 bytes to the server, 34 to the client, in 7.5 ms
                now: guard acl lets it in
                now: => server two""", String.join("\n", told.steps().subList(1, told.steps().size())));
        assertTrue(
                told.steps().getFirst().startsWith("from 10.0.0.1:4000 to listener "),
                told.steps().getFirst());
        assertTrue(
                told.steps().getFirst().endsWith(" at 1970-01-01T00:00:00Z"),
                told.steps().getFirst());
    }
}
