package example.knock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import nib.testhouse.TestHouse;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;

/** In a whole Nib, with clients and servers. */
class KnockHouseTest {
    @Test
    void whoKnocksIsServedAndNobodyElse() throws IOException {
        try (EchoServer server = EchoServer.start("one");
                TestHouse house = TestHouse.open("""
                        listeners:
                          web: { bind: "tcp://127.0.0.1:0", pool: app, filters: [ knock: sesame ] }
                        pools:
                          app: { policy: round-robin, servers: ["%s"] }
                        """.formatted(server.address()), new KnockProvider())) {
            assertEquals("hello", house.say("web", "sesame\nhello"));
            assertEquals("", house.say("web", "barley\n"));
            assertEquals(1, server.accepted());
        }
    }
}
