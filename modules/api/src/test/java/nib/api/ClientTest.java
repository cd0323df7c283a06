package nib.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClientTest {
    private final Client client = new Client("web", Address.parse("192.0.2.1:4711"), Address.parse("192.0.2.9:80"));

    @Test
    void hasTheSameKeyOnEverySocketAndPort() {
        Client mapped = new Client("web", Address.parse("[::ffff:192.0.2.1]:1"), Address.parse("[::1]:80"));
        assertEquals(client.high(), mapped.high());
        assertEquals(client.low(), mapped.low());
    }

    @Test
    void knowsWhatItLearnedLast() {
        assertNull(client.fact(Fact.SERVER_NAME));
        client.learn(Fact.SERVER_NAME, "a.example");
        client.learn(Fact.COUNTRY, "SE");
        client.learn(Fact.SERVER_NAME, "b.example");
        assertEquals("b.example", client.fact(Fact.SERVER_NAME));
        assertEquals("SE", client.fact(Fact.COUNTRY));
    }

    @Test
    void findsOutOnceAndOnlyWhenAsked() {
        AtomicInteger asked = new AtomicInteger();
        client.offer(Fact.COUNTRY, who -> {
            asked.incrementAndGet();
            return who.port() == 4711 ? "SE" : "XX";
        });
        assertEquals(0, asked.get());
        assertEquals("SE", client.fact(Fact.COUNTRY));
        assertEquals("SE", client.fact(Fact.COUNTRY));
        assertEquals(1, asked.get());
    }

    @Test
    void remembersThatNothingIsKnown() {
        AtomicInteger asked = new AtomicInteger();
        client.offer(Fact.COUNTRY, who -> asked.incrementAndGet() > 0 ? null : "XX");
        assertNull(client.fact(Fact.COUNTRY));
        assertNull(client.fact(Fact.COUNTRY));
        assertEquals(1, asked.get());
    }

    @Test
    void keepsFactsAndItsOwnAddressWhenItIsSeenAsAnother() {
        client.learn(Fact.COUNTRY, "SE");
        Client seen = client.seenAs(Address.parse("[2001:db8::7]:99"), Address.parse("[2001:db8::1]:80"));
        assertEquals("SE", seen.fact(Fact.COUNTRY));
        assertEquals(client.address(), seen.fact(Fact.PEER));
        assertNotEquals(client.low(), seen.low());
    }
}
