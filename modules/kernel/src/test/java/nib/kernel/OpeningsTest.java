package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import nib.api.Client;
import nib.api.End;
import nib.api.Event;
import nib.api.Fact;
import nib.api.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** First bytes are heard before anybody judges, and what they do not consume reaches the server. */
@Timeout(20)
class OpeningsTest {
    private static final String ONE = "10.0.0.1:80";
    private static final String OTHER = "10.0.0.9:80";

    private final Hearing hearing = new Hearing();
    private final Stage stage = new Stage(
            """
            listeners:
              web: { bind: "mem://0.0.0.0:80", pool: app, openings: [hears, hears], guards: [door] }
            pools:
              app: { policy: in-order, servers: ["10.0.0.1:80"], preamble: says }
              other: { policy: in-order, servers: ["10.0.0.9:80"] }
            """,
            plugs -> plugs.opening("hears", hearing)
                    .preamble("says", new Saying())
                    .guard("door", OpeningsTest::judge));

    private static Verdict judge(Client client) {
        return client.toString().startsWith("10.6.6.6")
                ? new Verdict.Deny(Verdict.How.DENY, "a bad place")
                : new Verdict.Allow("");
    }

    @AfterEach
    void nothingIsLeft() {
        stage.awaitEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void theServerHearsThePreambleAndThenTheRestHoweverTheBytesCome(int piece) throws Exception {
        Peer client = stage.client();
        String text = "from 10.1.2.3\nfrom 10.4.5.6\nhello";
        for (int at = 0; at < text.length(); at += piece) {
            client.says(text.substring(at, Math.min(text.length(), at + piece)));
        }
        Peer server = stage.net.server(ONE).hears("for 10.4.5.6:99\n").hears("hello");
        client.says(" again").finishes();
        server.hears(" again").hearsEnd().says("bye").finishes();
        client.hears("bye").hearsEnd();
        Client seen = stage.ended().client();
        assertEquals("10.4.5.6:99", seen.toString());
        assertEquals("10.1.2.3:99", String.valueOf(seen.fact(Fact.PEER)), "the one that was seen before");
    }

    @Test
    void guardsJudgeWhoWasSeen() throws Exception {
        Peer client = stage.client().says("from 10.1.2.3\nfrom 10.6.6.6\n");
        client.hearsEnd();
        Event.ConnectionEnded end = stage.ended();
        assertEquals(End.DENIED, end.end());
        assertEquals("a bad place", end.reason());
    }

    @Test
    void theLastPoolThatIsNamedIsTheOne() throws Exception {
        Peer client = stage.client().says("pool app\npool other\n");
        stage.net.server(OTHER).finishes();
        client.hearsEnd().finishes();
        assertEquals("other", stage.ended().route().pool());
    }

    @Test
    void whatMustNotComeEndsIt() throws Exception {
        Peer client = stage.client().says("GET / HTTP/1.1\r\n\r\n");
        client.hearsEnd();
        Event.ConnectionEnded end = stage.ended();
        assertEquals(End.MALFORMED, end.end());
        assertEquals("neither from nor pool", end.reason());
    }

    @Test
    void anEndInTheMiddleIsMalformedAndOneBeforeTheFirstByteIsNot() throws Exception {
        stage.client().says("from 10.").finishes().hearsEnd();
        assertEquals(End.MALFORMED, stage.ended().end());
        stage.client().finishes().hearsEnd();
        assertEquals(End.CLIENT_CLOSED, stage.ended().end());
    }

    @Test
    void anOpeningThatThrowsCostsItsConnection() throws Exception {
        stage.client().says("throw\n").hearsEnd();
        assertEquals("an opening failed", stage.ended().reason());
        assertEquals(
                "as it was told to",
                stage.host.events().await(Event.PluginFailed.class).reason());
    }

    @Test
    void aServerMaySpeakFirstToAClientThatIsSilent() throws Exception {
        Peer client = stage.client();
        stage.await(Session.Phase.HEARING);
        stage.pass(Duration.ofSeconds(11));
        Peer server = stage.net.server(ONE).hears("for 10.9.0.1:");
        server.says("220 ready");
        client.hears("220 ready").says("late words").finishes();
        server.hearsUntil("late words").hearsEnd().finishes();
        client.hearsEnd();
        assertEquals(10, stage.ended().traffic().sent());
    }

    @Test
    void halfALineIsNotSilence() throws Exception {
        Peer client = stage.client().says("from 10.");
        Stage.await(() -> hearing.begun() == "from 10.".length());
        Stage.await(() -> {
            stage.pass(Duration.ofSeconds(11));
            return stage.sessions.size() == 0;
        });
        client.hearsEnd();
        assertEquals(End.HANDSHAKE, stage.ended().end());
    }
}
