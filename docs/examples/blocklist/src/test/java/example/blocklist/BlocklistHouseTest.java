package example.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nib.api.End;
import nib.api.Event;
import nib.testhouse.TestHouse;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;

/** In a whole Nib, with clients and servers. */
class BlocklistHouseTest {
    private static String configuration(EchoServer server, Object file) {
        return """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app, guards: [ blocklist: "%s" ] }
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                """.formatted(file, server.address());
    }

    @Test
    void whoIsOnTheListIsTurnedAway() throws IOException {
        var list = BlocklistTest.list("[\"127.0.0.0/8\"]").toAbsolutePath();
        try (EchoServer server = EchoServer.start("one");
                TestHouse house = TestHouse.open(configuration(server, list), new BlocklistProvider())) {
            assertEquals("", house.visit("web"));
            house.events().await(Event.ConnectionEnded.class, event -> event.end() == End.DENIED);
            assertEquals(0, server.accepted());
        }
    }

    @Test
    void aListThatIsNoneIsToldWithItsPlace() throws IOException {
        var list = BlocklistTest.list("{}").toAbsolutePath();
        try (EchoServer server = EchoServer.start("one")) {
            List<String> problems = TestHouse.problems(configuration(server, list), new BlocklistProvider());
            assertEquals(1, problems.size());
            assertTrue(problems.getFirst().startsWith("nib.yaml:2:"), problems::toString);
            assertTrue(problems.getFirst().endsWith("list.json: it is not a list"), problems::toString);
        }
    }
}
