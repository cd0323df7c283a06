package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import nib.api.End;
import nib.api.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a client that has all its connections, or comes too early. */
@Timeout(20)
class PerClientTest {
    private static Stage stage(String more) {
        return new Stage("""
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app, %s }
                pools:
                  app: { policy: in-order, servers: [ "10.0.0.1:80" ] }
                """.formatted(more), plugs -> plugs.guard("later", new CountingTest.Later(50_000_000)));
    }

    private static int waiting(Stage stage) {
        ClientLimit limit = stage.rules().dispatcher().limits().connections();
        return limit == null ? -1 : limit.waiting();
    }

    @Test
    void oneMoreWaitsUntilOneIsOverAndNobodyElseWaitsForIt() throws Exception {
        Stage stage = stage("per-client: { max: 1, queue: { length: 1, time: 10s } }");
        Peer first = stage.client("10.9.0.1").says("one");
        Peer server = stage.net.server("10.0.0.1:80").hears("one");
        Peer second = stage.client("10.9.0.1").says("two");
        Stage.await(() -> waiting(stage) == 1);
        stage.client("10.9.0.1").hearsEnd();
        assertEquals("one client has 1 connections", stage.ended().reason());
        Peer other = stage.client("10.9.0.2").says("other");
        stage.net.server("10.0.0.1:80").hears("other").finishes();
        other.hearsEnd().finishes();
        stage.ended();
        first.finishes();
        server.hearsEnd().finishes();
        stage.ended();
        stage.net.server("10.0.0.1:80").hears("two").finishes();
        second.hearsEnd().finishes();
        assertEquals(End.SERVER_CLOSED, stage.ended().end());
        assertEquals(0, waiting(stage));
        stage.awaitEmpty();
    }

    @Test
    void whoHasWaitedForTooLongIsSentAway() throws Exception {
        Stage stage = stage("per-client: { max: 1, over: reset, queue: { time: 50ms } }");
        Peer first = stage.client("10.9.0.1").says("one");
        Peer server = stage.net.server("10.0.0.1:80").hears("one");
        Peer second = stage.client("10.9.0.1");
        Stage.await(() -> waiting(stage) == 1);
        stage.host.clock().advance(Duration.ofMillis(51));
        second.isReset();
        assertEquals(End.LIMIT, stage.ended().end());
        first.finishes();
        server.hearsEnd().finishes();
        stage.awaitEmpty();
    }

    @ParameterizedTest
    @CsvSource({"deny, false", "reset, true", "drop, true"})
    void oneMoreIsSentAwayAsItIsSaid(String verb, boolean rudely) throws Exception {
        Stage stage = stage("per-client: { max: 1, over: " + verb + " }");
        Peer first = stage.client("10.9.0.1").says("one");
        Peer server = stage.net.server("10.0.0.1:80").hears("one");
        Peer second = stage.client("10.9.0.1");
        if (rudely) {
            second.isReset();
        } else {
            second.hearsEnd();
        }
        Event.ConnectionEnded ended = stage.ended();
        assertEquals(End.LIMIT, ended.end());
        assertEquals("one client has 1 connections", ended.reason());
        first.finishes();
        server.hearsEnd().finishes();
    }

    @Test
    void theTarpitHasSoManyPlaces() throws Exception {
        Stage stage = stage("per-client: { max: 1, over: tarpit }, tarpit-max: 1");
        Peer first = stage.client("10.9.0.1").says("one");
        Peer server = stage.net.server("10.0.0.1:80").hears("one");
        Peer held = stage.client("10.9.0.1");
        Stage.await(() -> !stage.rules().tarpit().hasRoom());
        stage.client("10.9.0.1").isReset();
        assertEquals(
                "one client has 1 connections; the tarpit is full",
                stage.ended().reason());
        held.finishes();
        assertEquals(End.LIMIT, stage.ended().end());
        Stage.await(() -> stage.rules().tarpit().hasRoom());
        first.finishes();
        server.hearsEnd().finishes();
    }

    @Test
    void whoIsTooEarlyWaitsForItsTime() throws Exception {
        Stage stage = stage("guards: [later]");
        Peer client = stage.client("10.9.0.1").says("early");
        Stage.await(() -> stage.sessions.all().stream()
                .anyMatch(one -> one.status().phase().equals("waiting")));
        stage.host.clock().advance(Duration.ofMillis(50));
        stage.net.server("10.0.0.1:80").hears("early").finishes();
        client.hearsEnd().finishes();
        assertEquals(End.SERVER_CLOSED, stage.ended().end());
    }
}
