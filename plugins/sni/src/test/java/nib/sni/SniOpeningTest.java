package nib.sni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nib.api.Client;
import nib.api.Fact;
import nib.sni.SniSettings.Verb;
import nib.sni.SniSettings.Way;
import nib.spi.Complaint;
import nib.spi.Opening;
import nib.spi.Opening.Answer;
import nib.spi.Opening.Bad;
import nib.spi.Opening.Done;
import nib.spi.Opening.More;
import nib.testkit.TestClients;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SniOpeningTest {
    private static final Way REFUSE = new Way(Optional.of(Verb.REFUSE), Optional.empty());
    private static final Way PASS = new Way(Optional.of(Verb.PASS), Optional.empty());
    private static final Map<String, String> NAMES =
            Map.of("a.example", "exact", "*.example", "wild", "B.A.Example.", "deep", "localhost", "local");

    @Test
    void whereANameWouldGoIsToldWithoutAByte() {
        Opening opening = opening(NAMES, Map.of("h2", "h2"), REFUSE);
        Client client = client();
        assertInstanceOf(Bad.class, opening.foresee(client));
        client.learn(Fact.SERVER_NAME, "X.example.");
        assertEquals(
                "wild", assertInstanceOf(Done.class, opening.foresee(client)).pool());
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, exact",
        "A.EXAMPLE, exact",
        "a.Example., exact",
        "b.example, wild",
        "b.a.example, deep",
        "localhost, local",
        "c.a.example,",
        "example,",
        "a.example.org,",
        "xa.example, wild",
    })
    void theNameChoosesThePool(String name, String pool) {
        Opening opening = opening(NAMES, Map.of(), REFUSE);
        byte[] hello = Hello.to(name).bytes();
        for (int cut = 0; cut < hello.length; cut++) {
            assertInstanceOf(More.class, opening.read(ByteBuffer.wrap(hello, 0, cut), false, client()));
        }
        Answer answer = opening.read(ByteBuffer.wrap(hello), false, client());
        if (pool == null) {
            assertInstanceOf(Bad.class, answer);
        } else {
            Done done = assertInstanceOf(Done.class, answer);
            assertEquals(pool, done.pool());
            assertEquals(0, done.consumed());
        }
    }

    @Test
    void aProtocolThatIsListedComesBeforeNames() {
        Opening opening = opening(NAMES, Map.of("acme-tls/1", "acme", "h2", "new"), REFUSE);
        assertEquals("acme", pool(opening, Hello.to("a.example").alpn("acme-tls/1")));
        assertEquals("new", pool(opening, Hello.to("a.example").alpn("x", "h2")));
        assertEquals("exact", pool(opening, Hello.to("a.example").alpn("x")));
    }

    @Test
    void whoIsNotListedIsRefusedUnlessThereIsAWay() {
        assertInstanceOf(
                Bad.class, read(opening(NAMES, Map.of(), REFUSE), Hello.to("no").bytes()));
        assertInstanceOf(Bad.class, read(opening(NAMES, Map.of(), REFUSE), new Hello().bytes()));
        assertNull(pool(opening(NAMES, Map.of(), PASS), Hello.to("no")));
        assertEquals("rest", pool(opening(NAMES, Map.of(), to("rest")), new Hello()));
    }

    @Test
    void whatWasAskedForIsKnownAfterwards() {
        Client client = client();
        byte[] hello = Hello.to("A.Example.").alpn("h2", "\n\u00ff").bytes();
        opening(NAMES, Map.of(), REFUSE).read(ByteBuffer.wrap(hello), false, client);
        assertEquals("a.example", client.fact(Fact.SERVER_NAME));
        assertEquals("h2,\\u000a\\u00ff", client.fact(Fact.ALPN_OFFERED));
    }

    @Test
    void onlyWhoSaysNothingIsSilent() {
        SniSettings settings = new SniSettings(NAMES, Map.of(), REFUSE, REFUSE, to("greeting"), Duration.ofSeconds(1));
        Opening opening = new SniProvider().create(settings);
        assertEquals(1_000_000_000L, opening.patience());
        Done done = assertInstanceOf(Done.class, opening.silence(ByteBuffer.allocate(0), client()));
        assertEquals("greeting", done.pool());
        byte[] hello = Hello.to("a.example").bytes();
        for (int cut = 1; cut < hello.length; cut++) {
            assertInstanceOf(Bad.class, opening.silence(ByteBuffer.wrap(hello, 0, cut), client()));
        }
        Opening refusing = opening(NAMES, Map.of(), PASS);
        assertEquals(Long.MAX_VALUE, refusing.patience());
        assertInstanceOf(Bad.class, refusing.silence(ByteBuffer.allocate(0), client()));
    }

    @Test
    void whoBeginsWithAnythingElseGoesWhereSuchClientsGo() {
        byte[] plain = "SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII);
        assertInstanceOf(Bad.class, read(opening(NAMES, Map.of(), PASS), plain));
        SniSettings settings = new SniSettings(NAMES, Map.of(), REFUSE, to("ssh"), REFUSE, Duration.ofSeconds(1));
        Opening opening = new SniProvider().create(settings);
        assertEquals("ssh", assertInstanceOf(Done.class, read(opening, plain)).pool());
        byte[] nearly = Hello.to("a.example").bytes();
        nearly[1] = 7;
        assertInstanceOf(Bad.class, read(opening, nearly), "what begins as TLS must be TLS");
    }

    @Test
    void aStreamThatEndsEarlyIsRefused() {
        Opening opening = opening(NAMES, Map.of(), PASS);
        assertInstanceOf(Bad.class, opening.read(ByteBuffer.allocate(0), true, client()));
        byte[] hello = Hello.to("a.example").bytes();
        assertInstanceOf(Bad.class, opening.read(ByteBuffer.wrap(hello, 0, 50), true, client()));
        assertInstanceOf(Done.class, opening.read(ByteBuffer.wrap(hello), true, client()));
    }

    @Test
    void reasonsCarryNothingOfWhatTheClientSaid() {
        Bad bad = assertInstanceOf(
                Bad.class,
                read(opening(NAMES, Map.of(), REFUSE), Hello.to("evil.test").bytes()));
        assertTrue(!bad.reason().contains("evil"), bad.reason());
    }

    @Test
    void poolsAreThoseOfAllWays() {
        SniSettings settings = new SniSettings(
                Map.of("a", "p1"), Map.of("h2", "p2"), to("p3"), to("p4"), to("p5"), Duration.ofSeconds(1));
        assertEquals(
                Set.of("p1", "p2", "p3", "p4", "p5"),
                new SniProvider().create(settings).pools());
    }

    @Test
    void slipsAreToldByTheirSetting() {
        complains("names", Map.of("a b", "p"), Map.of(), REFUSE);
        complains("names", Map.of("*", "p"), Map.of(), REFUSE);
        complains("names", Map.of("*.*.a", "p"), Map.of(), REFUSE);
        complains("names", Map.of("a.b", "p", "A.b.", "q"), Map.of(), REFUSE);
        complains("alpn", Map.of(), Map.of("a b", "p"), REFUSE);
        complains("otherwise", Map.of(), Map.of(), new Way(Optional.empty(), Optional.empty()));
    }

    private static void complains(String setting, Map<String, String> names, Map<String, String> alpn, Way otherwise) {
        Complaint complaint = assertThrows(Complaint.class, () -> opening(names, alpn, otherwise));
        assertEquals(setting, complaint.setting());
    }

    private static @Nullable String pool(Opening opening, Hello hello) {
        return assertInstanceOf(Done.class, read(opening, hello.bytes())).pool();
    }

    private static Answer read(Opening opening, byte[] bytes) {
        return opening.read(ByteBuffer.wrap(bytes), false, client());
    }

    private static Way to(String pool) {
        return new Way(Optional.empty(), Optional.of(pool));
    }

    private static Opening opening(Map<String, String> names, Map<String, String> alpn, Way otherwise) {
        return new SniProvider().create(new SniSettings(names, alpn, otherwise, REFUSE, REFUSE, Duration.ofSeconds(3)));
    }

    private static Client client() {
        return TestClients.neighbour(1);
    }
}
