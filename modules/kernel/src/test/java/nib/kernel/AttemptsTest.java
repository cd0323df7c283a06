package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nib.api.Address;
import nib.api.End;
import nib.api.Event;
import nib.api.ServerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client is served if anybody can serve it, and a server is blamed only for what it did. */
@Timeout(20)
class AttemptsTest {
    private static final String ONE = "10.0.0.1:80";
    private static final String TWO = "10.0.0.2:80";

    private static Stage stage(String more) {
        return new Stage("""
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app }
                pools:
                  app: { policy: in-order, servers: ["10.0.0.1:80", "10.0.0.2:80"], %s }
                """.formatted(more));
    }

    @Test
    void aClientDoesNotNoticeThatAServerIsGone() throws Exception {
        Stage stage = stage("blacklist: 30s");
        stage.net.refuse(ONE);
        Peer client = stage.client().says("hello").finishes();
        stage.net.server(TWO).hears("hello").hearsEnd().says("welcome").finishes();
        client.hears("welcome").hearsEnd();
        assertEquals(new Event.Route("app", TWO, 2), stage.ended().route());
        assertEquals(ServerState.SUSPECT, stage.server("app", ONE).state());
        assertEquals(1, stage.server("app", ONE).failures.sum());
        assertEquals(0, stage.server("app", ONE).connections.sum());
        assertEquals(1, stage.server("app", TWO).connections.sum());
        stage.awaitEmpty();
    }

    @Test
    void aServerIsAskedAgainWhenItsBlacklistTimeIsOver() throws Exception {
        Stage stage = stage("blacklist: 30s");
        stage.net.refuse(ONE);
        stage.client();
        stage.net.server(TWO);
        stage.net.recover(ONE);
        stage.pass(Duration.ofSeconds(29));
        stage.client();
        stage.net.server(TWO);
        stage.pass(Duration.ofSeconds(1));
        stage.client();
        stage.net.server(ONE);
    }

    @Test
    void ourOwnFailuresBlameNoServer() throws Exception {
        Stage stage = stage("blacklist: 30s");
        stage.net.fail(ONE, false);
        stage.client();
        stage.net.server(TWO);
        Event.AttemptFailed failed = stage.host.events().await(Event.AttemptFailed.class);
        assertTrue(failed.local());
        assertEquals("no ports", failed.reason());
        assertEquals(ServerState.UP, stage.server("app", ONE).state());
        assertEquals(0, stage.server("app", ONE).failures.sum());
    }

    @Test
    void whenWeHaveNothingLeftNobodyElseIsAsked() throws Exception {
        Stage stage = stage("blacklist: 30s");
        stage.net.fail(ONE, true);
        Peer client = stage.client();
        client.hearsEnd();
        ended(stage, End.LOCAL_ERROR, "no descriptors");
        assertEquals(List.of(Address.parse(ONE)), stage.net.asked());
        assertEquals(ServerState.UP, stage.server("app", ONE).state());
    }

    @Test
    void whenNobodyAnswersTheClientHearsTheEnd() throws Exception {
        Stage stage = stage("blacklist: 30s");
        stage.net.refuse(ONE);
        stage.net.refuse(TWO);
        stage.client().hearsEnd();
        Event.ConnectionEnded end = ended(stage, End.NO_SERVER, "refused");
        assertEquals(new Event.Route("app", null, 2), end.route());
        assertEquals(-1, end.times().connect());
        assertEquals(List.of(Address.parse(ONE), Address.parse(TWO)), stage.net.asked());
    }

    @Test
    void suspectedServersAreAskedWhenNobodyElseIsThere() throws Exception {
        Stage stage = stage("blacklist: 30s");
        stage.net.refuse(ONE);
        stage.net.refuse(TWO);
        stage.client();
        ended(stage, End.NO_SERVER, "refused");
        stage.net.recover(TWO);
        stage.client();
        stage.net.server(TWO);
        assertEquals(ServerState.SUSPECT, stage.server("app", ONE).state());
        Stage.await(() -> stage.server("app", TWO).state() == ServerState.UP);
    }

    @Test
    void theEmergencyServerIsAskedWhenNobodyElseIsThere() throws Exception {
        Stage stage = stage("emergency: \"10.0.0.99:80\"");
        stage.net.refuse(ONE);
        stage.net.refuse(TWO);
        stage.client();
        stage.net.server("10.0.0.99:80");
        stage.client();
        stage.net.server("10.0.0.99:80");
        assertEquals(3, stage.net.asked().stream().distinct().count());
        assertEquals(4, stage.net.asked().size(), "suspected servers are left alone");
    }

    @Test
    void attemptsAreCounted() {
        Stage stage = stage("attempts: 1, emergency: \"10.0.0.99:80\"");
        stage.net.refuse(ONE);
        stage.client();
        ended(stage, End.NO_SERVER, "refused");
        assertEquals(List.of(Address.parse(ONE)), stage.net.asked());
    }

    @Test
    void aPoolThatIsFullSaysSo() throws Exception {
        Stage stage = stage("max: 1");
        stage.client();
        stage.net.server(ONE);
        stage.client().hearsEnd();
        Event.ConnectionEnded end = stage.ended();
        assertEquals(End.LIMIT, end.end());
        assertEquals("pool app has all its connections", end.reason());
    }

    @Test
    void aClientThatIsCutWhileWeConnectIsTakenToNobodyElse() throws Exception {
        Stage stage = stage("blacklist: 30s");
        CountDownLatch gate = new CountDownLatch(1);
        stage.net.answer(ONE, terms -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IOException("timed out");
        });
        Peer client = stage.client();
        stage.await(Session.Phase.CONNECTING);
        stage.sessions.cut(session -> true, End.CUT, "by command");
        client.isReset();
        gate.countDown();
        ended(stage, End.CUT, "by command");
        assertEquals(List.of(Address.parse(ONE)), stage.net.asked());
    }

    @Test
    void aConnectIsToldItsTermsFromTheSettings() throws Exception {
        Stage stage = stage("connect: 1500ms, source: 10.255.0.7");
        stage.client();
        stage.net.server(ONE);
        assertEquals(Duration.ofMillis(1500).toNanos(), stage.net.lastTerms().timeout());
        assertEquals(Address.parse("10.255.0.7:0"), stage.net.lastTerms().source());
    }

    private static Event.ConnectionEnded ended(Stage stage, End end, String reason) {
        Event.ConnectionEnded event = stage.ended();
        assertEquals(end, event.end(), event::toString);
        assertEquals(reason, event.reason());
        stage.awaitEmpty();
        return event;
    }
}
