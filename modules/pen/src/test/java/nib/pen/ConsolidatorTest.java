package nib.pen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import nib.api.Ip;
import org.junit.jupiter.api.Test;

class ConsolidatorTest {
    private static final Ip SERVER = Ip.parse("10.0.0.1");

    private static String web(String request) {
        return "127.0.0.1 - - [09/Jan/2002:00:28:50 +0100] \"" + request + "\" 200 4017";
    }

    @Test
    void theClientStandsInFront() {
        Consolidator one = new Consolidator(10);
        assertTrue(one.learn("+ 10.9.8.7 10.0.0.1 GET /a HTTP/1.0"));
        assertEquals(
                "10.9.8.7 - - [09/Jan/2002:00:28:50 +0100] \"GET /a HTTP/1.0\" 200 4017",
                one.tell(SERVER, web("GET /a HTTP/1.0")));
        assertEquals(web("GET /b HTTP/1.0"), one.tell(SERVER, web("GET /b HTTP/1.0")));
        assertEquals(web("GET /a HTTP/1.0"), one.tell(Ip.parse("10.0.0.2"), web("GET /a HTTP/1.0")));
    }

    @Test
    void ofEqualRequestsTheNewestCounts() {
        Consolidator one = new Consolidator(10);
        one.learn("+ 10.9.8.7 10.0.0.1 GET /");
        one.learn("+ 10.9.8.8 10.0.0.1 GET /");
        assertTrue(String.valueOf(one.tell(SERVER, web("GET /"))).startsWith("10.9.8.8 "));
    }

    @Test
    void longRequestsAreComparedAsFarAsPenKeepsThem() {
        String request = "GET /" + "x".repeat(300);
        Consolidator one = new Consolidator(10);
        one.learn("+ 10.9.8.7 10.0.0.1 " + request.substring(0, 100));
        assertTrue(String.valueOf(one.tell(SERVER, web(request))).startsWith("10.9.8.7 "));
    }

    @Test
    void addressesOfIpv6AreComparedAsNumbers() {
        Consolidator one = new Consolidator(10);
        one.learn("+ 2001:db8::7 2001:db8:0:0::1 GET /");
        assertTrue(
                String.valueOf(one.tell(Ip.parse("2001:db8::1"), web("GET /"))).startsWith("2001:db8::7 "));
    }

    @Test
    void whatIsNoLineIsSaidToBeNone() {
        Consolidator one = new Consolidator(10);
        for (String line :
                List.of("+", "+ bogus", "+ 10.9.8.7 10.0.0.1", "+ evil\u001b 10.0.0.1 GET /", "+ x y GET /")) {
            assertFalse(one.learn(line), line);
        }
        assertNull(one.tell(SERVER, "no quotes"));
        assertNull(one.tell(SERVER, ""));
    }

    /** A line of a balancer, or a question; few of each, so that they meet. */
    record Act(boolean question, int request, int client) {}

    @Provide
    Arbitrary<List<Act>> acts() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(1, 200))
                .as(Act::new)
                .list()
                .ofMaxSize(200);
    }

    @Property(tries = 300)
    void itTellsWhatALookThroughTheRingWouldTell(
            @ForAll("acts") List<Act> acts, @ForAll @IntRange(min = 1, max = 9) int size) {
        Consolidator one = new Consolidator(size);
        List<Act> ring = new ArrayList<>();
        for (Act act : acts) {
            if (!act.question) {
                assertTrue(one.learn("+ 10.0.1." + act.client + " 10.0.0.1 GET /" + act.request));
                ring.addFirst(act);
                if (ring.size() > size) {
                    ring.removeLast();
                }
                continue;
            }
            String expected = ring.stream()
                    .filter(seen -> seen.request == act.request)
                    .findFirst()
                    .map(seen -> "10.0.1." + seen.client)
                    .orElse("127.0.0.1");
            assertEquals(
                    expected + web("GET /" + act.request).substring("127.0.0.1".length()),
                    one.tell(SERVER, web("GET /" + act.request)));
        }
    }
}
