package nib.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests come in any pieces; each head is edited, and nothing else. */
class RequestsTest {
    private static final String STREAM = """
            GET /one HTTP/1.1
            Host: a

            POST /two HTTP/1.1
            Host: a
            Content-Length: 33

            GET /no HTTP/1.1
            Host: b
            12

            PUT /three HTTP/1.1
            Transfer-Encoding: Chunked

            1b;name=value
            GET /neither HTTP/1.1
            A:

            0
            Trailer: GET

            HEAD /four HTTP/1.0

            """.replace("\n", "\r\n");

    private static final String EDITED = STREAM.replace("Host: a\r\n\r\n", "Host: a\r\nSeen: yes\r\n\r\n")
            .replace("33\r\n\r\n", "33\r\nSeen: yes\r\n\r\n")
            .replace("Chunked\r\n\r\n", "Chunked\r\nSeen: yes\r\n\r\n")
            .replace("HTTP/1.0\r\n\r\n", "HTTP/1.0\r\nSeen: yes\r\n\r\n");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Requests requests = new Requests(head -> head.add("Seen", "yes"));

    private int take(String text) throws Malformed {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return requests.take(bytes, 0, bytes.length, out);
    }

    private String taken() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Property
    void everySplitIsTheSame(@ForAll @Size(max = 20) List<@IntRange(min = 1, max = 60) Integer> pieces)
            throws Malformed {
        byte[] bytes = STREAM.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Requests some = new Requests(head -> head.add("Seen", "yes"));
        int at = 0;
        for (int piece : pieces) {
            int end = Math.min(bytes.length, at + piece);
            at += some.take(bytes, at, end, all);
        }
        some.take(bytes, at, bytes.length, all);
        assertEquals(EDITED, all.toString(StandardCharsets.ISO_8859_1));
    }

    @Property(tries = 2000)
    void nonsenseIsRefusedOrPassedOn(@ForAll byte[] nonsense) {
        try {
            requests.take(nonsense, 0, nonsense.length, out);
        } catch (Malformed e) {
            assertTrue(e.status() >= 400, e::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /_HTTP/1.1__| 400",
                "GET  / HTTP/1.1__| 400",
                "GET /__| 400",
                "PRI * HTTP/2.0__SM__| 505",
                "CONNECT a:80 HTTP/1.1__| 405",
                "GET / HTTP/1.1_ Host: a__| 400",
                "GET / HTTP/1.1_Host : a__| 400",
                "GET / HTTP/1.1_: a__| 400",
                "GET / HTTP/1.1_A: 1^B: 2__| 400",
                "POST / HTTP/1.1_Content-Length: 1_Content-Length: 2__| 400",
                "POST / HTTP/1.1_Content-Length: +1__| 400",
                "POST / HTTP/1.1_Content-Length: 1_Transfer-Encoding: chunked__| 400",
                "POST / HTTP/1.1_Transfer-Encoding: gzip, chunked__| 501",
                "POST / HTTP/1.1_Transfer-Encoding: chunked_Transfer-Encoding: identity__| 501",
                "POST / HTTP/1.1_Transfer-Encoding: chunked__x_| 400",
                "POST / HTTP/1.1_Transfer-Encoding: chunked__ffffffffffffffffff_| 400",
                "POST / HTTP/1.1_Transfer-Encoding: chunked__1_ab_| 400",
                "POST / HTTP/1.1_Transfer-Encoding: chunked__1^a| 400"
            })
    void whatOthersMightReadOtherwiseIsRefused(String text, int status) {
        String request = text.replace("_", "\r\n").replace("^", "\n");
        Malformed why = assertThrows(Malformed.class, () -> take(request));
        assertEquals(status, why.status(), why::getMessage);
    }

    @Test
    void aHeadHasALimit() {
        String request = "GET / HTTP/1.1\r\nA: " + "a".repeat(Requests.LONGEST);
        assertEquals(431, assertThrows(Malformed.class, () -> take(request)).status());
    }

    @Test
    void anEmptyLineBeforeARequestIsNoRequest() throws Malformed {
        take("\r\n\r\nGET / HTTP/1.1\r\n\r\n");
        assertEquals("GET / HTTP/1.1\r\nSeen: yes\r\n\r\n", taken());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoAsksToSwitchIsHeldUntilTheServerSays(boolean switches) throws Malformed {
        String first = "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";
        assertEquals(first.length(), take(first + "GET / HTTP/1.1\r\n\r\n"));
        assertTrue(requests.isHeld());
        requests.answered(switches);
        take("GET / HTTP/1.1\r\n\r\n");
        assertFalse(requests.isHeld());
        assertEquals(
                "GET / HTTP/1.1\r\nUpgrade: websocket\r\nSeen: yes\r\n\r\nGET / HTTP/1.1\r\n"
                        + (switches ? "" : "Seen: yes\r\n") + "\r\n",
                taken());
    }

    @Test
    void onlyTheFirstMayAskToSwitch() throws Malformed {
        take("GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
        assertFalse(requests.isHeld());
        assertFalse(taken().contains("Upgrade"));
    }
}
