package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nib.api.Address;
import nib.api.Client;
import org.junit.jupiter.api.Test;

/** Clients as a pool remembers them: by prefix and for a time. */
class MemoryTest {
    private static final long ORIGIN = Long.MAX_VALUE - 5;

    private final Memory memory = new Memory(new PoolSettings.Sticky(100, Duration.ofSeconds(60), 24, 64), ORIGIN);
    private final LiveServer server = new LiveServer(
            new ServerSettings(
                    Endpoint.parse("10.0.0.1:80"),
                    Optional.empty(),
                    1,
                    0,
                    0,
                    0,
                    ServerSettings.Wish.READY,
                    Optional.empty(),
                    List.of()),
            (one, from, to, reason) -> {});

    private static Client client(String address) {
        return new Client("web", Address.parse(address), Address.parse("10.0.0.80:80"));
    }

    private static long after(int seconds) {
        return ORIGIN + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void clientsOfOnePrefixAreOne() {
        memory.remember(client("10.9.0.1:1000"), server, after(0));
        assertEquals(server, memory.find(client("10.9.0.200:2000"), after(1)));
        assertNull(memory.find(client("10.9.1.1:1000"), after(1)));
        memory.remember(client("[2001:db8:0:1::1]:1"), server, after(1));
        assertEquals(server, memory.find(client("[2001:db8:0:1:ffff::9]:2"), after(1)));
        assertNull(memory.find(client("[2001:db8:0:2::1]:1"), after(1)));
        assertEquals(2, memory.size());
    }

    @Test
    void aClientIsRememberedFromItsLastVisit() {
        memory.remember(client("10.9.0.1:1"), server, after(0));
        assertEquals(server, memory.find(client("10.9.0.1:1"), after(50)));
        assertEquals(server, memory.peek(client("10.9.0.1:1"), after(110)));
        assertNull(memory.find(client("10.9.0.1:1"), after(112)));
    }

    @Test
    void aClientThatCameBeforeThereWasAMemoryIsRememberedFromItsBeginning() {
        memory.remember(
                client("10.9.0.1:1"), server, ORIGIN - Duration.ofSeconds(5).toNanos());
        assertEquals(server, memory.find(client("10.9.0.1:1"), after(0)));
    }

    @Test
    void clientsOfAServerThatGoesAreForgotten() {
        memory.remember(client("10.9.0.1:1"), server, after(0));
        memory.forget(server);
        assertEquals(0, memory.size());
    }
}
