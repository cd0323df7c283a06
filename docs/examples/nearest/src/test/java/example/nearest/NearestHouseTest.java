package example.nearest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import nib.api.Ip;
import nib.testhouse.TestHouse;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;

/** In a whole Nib, with clients and servers. */
class NearestHouseTest {
    @Test
    void aClientGoesToTheServerNextToIt() throws IOException {
        try (EchoServer far = EchoServer.start("far", Ip.parse("127.128.0.1"));
                EchoServer near = EchoServer.start("near", Ip.parse("127.0.0.2"));
                TestHouse house = TestHouse.open("""
                        listeners:
                          web: { bind: "tcp://127.0.0.1:0", pool: app }
                        pools:
                          app: { policy: nearest, servers: ["%s", "%s"] }
                        """.formatted(far.address(), near.address()), new NearestProvider())) {
            for (int i = 0; i < 10; i++) {
                assertEquals("hello", house.say("web", "hello"));
            }
            assertEquals(0, far.accepted());
            assertEquals(10, near.accepted());
        }
    }
}
