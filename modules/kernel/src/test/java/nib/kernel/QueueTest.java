package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import nib.api.End;
import nib.api.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients wait for a seat, each in its turn. */
@Timeout(20)
class QueueTest {
    private static Stage stage(String queue, String pool) {
        return new Stage("""
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app }
                pools:
                  app:
                    policy: in-order
                    servers: [ { address: "10.0.0.1:80", max: 1 } ]
                    queue: %s
                    %s
                """.formatted(queue, pool), plugs -> plugs);
    }

    private static void awaitWaiting(Stage stage, int count) {
        Stage.await(() -> stage.pool("app").queue().size() == count);
    }

    @Test
    void aSeatThatIsGivenBackGoesToWhoWaits() throws Exception {
        for (String pool : new String[] {"", "max: 1"}) {
            Stage stage = stage("{ length: 1, time: 10s }", pool);
            Peer first = stage.client().says("one");
            Peer server = stage.net.server("10.0.0.1:80").hears("one");
            Peer second = stage.client().says("two");
            awaitWaiting(stage, 1);
            stage.client().hearsEnd();
            assertEquals("the queue of pool app is full", stage.ended().reason());
            first.finishes();
            server.hearsEnd().finishes();
            assertEquals(End.CLIENT_CLOSED, stage.ended().end());
            stage.net.server("10.0.0.1:80").hears("two").finishes();
            second.hearsEnd().finishes();
            assertEquals(End.SERVER_CLOSED, stage.ended().end());
            stage.awaitEmpty();
        }
    }

    @Test
    void whoHasWaitedForTooLongIsClosed() throws Exception {
        Stage stage = stage("{ length: 5, time: 50ms }", "");
        Peer first = stage.client().says("one");
        Peer server = stage.net.server("10.0.0.1:80").hears("one");
        stage.client();
        awaitWaiting(stage, 1);
        stage.host.clock().advance(Duration.ofMillis(51));
        Event.ConnectionEnded ended = stage.ended();
        assertEquals(End.LIMIT, ended.end());
        assertEquals("no server of pool app had room in 50 ms", ended.reason());
        first.finishes();
        server.hearsEnd().finishes();
        stage.awaitEmpty();
    }

    @Test
    void whoIsCutWhileItWaitsIsGone() throws Exception {
        Stage stage = stage("{ length: 5, time: 1h }", "");
        Peer first = stage.client().says("one");
        Peer server = stage.net.server("10.0.0.1:80").hears("one");
        Peer second = stage.client();
        awaitWaiting(stage, 1);
        stage.sessions.cut(one -> one.server() == null, End.CUT, "by command");
        assertEquals(End.CUT, stage.ended().end());
        second.isReset();
        awaitWaiting(stage, 0);
        first.finishes();
        server.hearsEnd().finishes();
    }
}
