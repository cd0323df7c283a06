package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import nib.api.End;
import nib.api.Event;
import nib.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time runs out for those who are silent, by a clock that is turned by hand. */
@Timeout(20)
class TimeoutsTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final CountDownLatch gate = new CountDownLatch(1);

    private final Stage stage = new Stage("""
            listeners:
              web: { bind: "mem://0.0.0.0:80", pool: app, idle: 100s, half-closed: 30s, filters: [greeting] }
            pools:
              app: { policy: in-order, servers: ["10.0.0.1:80"] }
            """, plugs -> plugs.filter("greeting", TimeoutsTest::greeting));

    /** Waits for one byte before it goes on, unless the client is one of those that are known. */
    private static void greeting(nib.spi.Connection connection, nib.spi.Filter.Next next) throws IOException {
        if (connection.client().address().toString().startsWith("10.8.")) {
            connection.wire().read(ByteBuffer.allocate(1));
        }
        next.handle(connection);
    }

    @Test
    void aConnectionThatIsSilentBothWaysIsCut() throws Exception {
        Peer client = stage.client();
        Peer server = stage.net.server("10.0.0.1:80");
        stage.await(Session.Phase.RELAYING);
        stage.pass(Duration.ofSeconds(100));
        assertEquals(1, stage.sessions.size(), "not yet");
        stage.pass(MOMENT);
        client.isReset();
        server.isReset();
        assertEquals(End.IDLE, stage.ended().end());
        stage.awaitEmpty();
    }

    @Test
    void movementInOneDirectionKeepsAConnection() throws Exception {
        Peer client = stage.client();
        Peer server = stage.net.server("10.0.0.1:80");
        for (int i = 1; i <= 5; i++) {
            stage.pass(Duration.ofSeconds(99));
            server.says("x");
            client.hears("x");
            stage.awaitMoved(0, i);
        }
        stage.pass(Duration.ofSeconds(99));
        client.says("still here");
        server.hears("still here");
        stage.awaitMoved(10, 5);
        stage.pass(Duration.ofSeconds(101));
        client.isReset();
        Event.ConnectionEnded end = stage.ended();
        assertEquals(End.IDLE, end.end());
        assertEquals(new Event.Traffic(10, 5), end.traffic());
        assertEquals(Duration.ofSeconds(99 * 6 + 101).toNanos(), end.times().duration());
    }

    @Test
    void aConnectionThatIsHalfClosedAndSilentIsCutSooner() throws Exception {
        Peer client = stage.client();
        Peer server = stage.net.server("10.0.0.1:80");
        client.finishes();
        server.hearsEnd();
        stage.pass(Duration.ofSeconds(30));
        assertEquals(1, stage.sessions.size(), "not yet");
        stage.pass(MOMENT);
        server.isReset();
        client.isReset();
        assertEquals(End.HALF_CLOSED, stage.ended().end());
    }

    @Test
    void aConnectionThatIsHalfClosedAndMovesGoesOn() throws Exception {
        Peer client = stage.client();
        Peer server = stage.net.server("10.0.0.1:80");
        client.finishes();
        server.hearsEnd();
        for (int i = 1; i <= 10; i++) {
            stage.pass(Duration.ofSeconds(29));
            server.says("x");
            client.hears("x");
            stage.awaitMoved(0, i);
        }
        server.finishes();
        client.hearsEnd();
        assertEquals(End.CLIENT_CLOSED, stage.ended().end());
    }

    @Test
    void aConnectionWhoseServerReadsNoMoreIsHalfClosed() throws Exception {
        Peer client = stage.client();
        Peer server = stage.net.server("10.0.0.1:80");
        server.refuses();
        client.says("into the void");
        Stage.await(() -> server.refusals() > 0);
        Stage.await(() -> {
            stage.pass(Duration.ofSeconds(31));
            return stage.sessions.size() == 0;
        });
        client.isReset();
        assertEquals(End.HALF_CLOSED, stage.ended().end());
    }

    @Test
    void aServerThatReadsNoMoreHasTheHalfClosedTimeToAnswer() throws Exception {
        Peer client = stage.client();
        Peer server = stage.net.server("10.0.0.1:80");
        stage.await(Session.Phase.RELAYING);
        stage.pass(Duration.ofSeconds(90));
        server.refuses();
        client.says("into the void").finishes();
        Stage.await(() -> server.refusals() > 0);
        stage.pass(Duration.ofSeconds(29));
        server.says("late").finishes();
        client.hears("late").hearsEnd();
        assertEquals(new Event.Traffic(0, 4), stage.ended().traffic());
    }

    @Test
    void aClientThatDoesNotFinishItsHandshakeIsCut() {
        Peer client = stage.client("10.8.0.1");
        stage.pass(Duration.ofSeconds(10));
        assertEquals(1, stage.sessions.size(), "not yet");
        stage.pass(MOMENT);
        client.isReset();
        Event.ConnectionEnded end = stage.ended();
        assertEquals(End.HANDSHAKE, end.end());
        assertEquals(0, end.route().attempts());
        assertTrue(stage.net.asked().isEmpty(), "no server was asked");
        stage.awaitEmpty();
    }

    @Test
    void aClientThatFinishedItsHandshakeHasTheIdleTime() throws Exception {
        Peer client = stage.client("10.8.0.1");
        stage.pass(Duration.ofSeconds(9));
        client.says("!");
        stage.await(Session.Phase.RELAYING);
        stage.pass(Duration.ofSeconds(99));
        client.says("hello").finishes();
        stage.net.server("10.0.0.1:80").hears("hello").hearsEnd().finishes();
        assertEquals(End.CLIENT_CLOSED, stage.ended().end());
    }

    @Test
    void aSlowConnectIsNotAHandshake() throws Exception {
        stage.net.answer("10.0.0.1:80", terms -> await(gate));
        Peer client = stage.client();
        stage.await(Session.Phase.CONNECTING);
        stage.pass(Duration.ofSeconds(60));
        gate.countDown();
        client.says("hello").finishes();
        stage.net.server("10.0.0.1:80").hears("hello").hearsEnd().finishes();
        Event.ConnectionEnded end = stage.ended();
        assertEquals(End.CLIENT_CLOSED, end.end());
        assertEquals(Duration.ofSeconds(60).toNanos(), end.times().connect());
    }

    @Test
    void theTarpitHoldsAClientForItsTimeAndAnswersNothing() throws Exception {
        Stage pit = tarpit();
        Peer client = pit.client().says("hello? ").says("anybody there?");
        pit.await(Session.Phase.HELD);
        pit.pass(Duration.ofSeconds(20));
        assertEquals(1, pit.sessions.size(), "not yet");
        pit.pass(MOMENT);
        client.isReset();
        Event.ConnectionEnded end = pit.ended();
        assertEquals(End.DENIED, end.end());
        assertEquals("a known nuisance", end.reason());
        assertTrue(pit.net.asked().isEmpty(), "no server was asked");
        pit.awaitEmpty();
    }

    @Test
    void aClientMayLeaveTheTarpit() throws Exception {
        Stage pit = tarpit();
        Peer client = pit.client();
        pit.await(Session.Phase.HELD);
        client.closes();
        assertEquals(End.DENIED, pit.ended().end());
        pit.awaitEmpty();
    }

    private static Stage tarpit() {
        return new Stage(
                """
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app, guards: [pit], tarpit: 20s, handshake: 1s }
                pools:
                  app: { policy: in-order, servers: ["10.0.0.1:80"] }
                """, plugs -> plugs.guard("pit", client -> new Verdict.Deny(Verdict.How.TARPIT, "a known nuisance")));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
