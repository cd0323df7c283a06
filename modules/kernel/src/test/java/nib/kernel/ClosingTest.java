package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import nib.api.End;
import nib.api.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a connection ends, every byte before a FIN arrives, a FIN stays a FIN, and a reset stays a reset. */
@Timeout(20)
class ClosingTest {
    private static final int MUCH = 1 << 20;

    private final Stage stage = new Stage("""
            listeners:
              web: { bind: "mem://0.0.0.0:80", pool: app }
            pools:
              app: { policy: in-order, servers: ["10.0.0.1:80"] }
            """);

    private Peer client = stage.client();
    private Peer server = client;

    @BeforeEach
    void connect() throws InterruptedException {
        server = stage.net.server("10.0.0.1:80");
    }

    @AfterEach
    void nothingIsKept() {
        stage.awaitEmpty();
        assertEquals(1, stage.host.events().all(Event.ConnectionEnded.class).size(), "each connection ends once");
    }

    @Test
    void theClientEndsFirst() throws IOException {
        client.says("question").finishes();
        server.hears("question").hearsEnd().says("answer").finishes();
        client.hears("answer").hearsEnd();
        ended(End.CLIENT_CLOSED, 8, 6);
    }

    @Test
    void theServerEndsFirst() throws IOException {
        server.says("banner").finishes();
        client.hears("banner").hearsEnd().says("thanks").finishes();
        server.hears("thanks").hearsEnd();
        ended(End.SERVER_CLOSED, 6, 6);
    }

    @Test
    void nothingIsSaidAtAll() throws IOException {
        client.finishes();
        server.hearsEnd().finishes();
        client.hearsEnd();
        ended(End.CLIENT_CLOSED, 0, 0);
    }

    @Test
    void muchComesFromTheServerAfterTheClientsEnd() throws IOException {
        client.says("all of it").finishes();
        server.hears("all of it").hearsEnd();
        Thread writer = sending(server, MUCH);
        client.receives(MUCH).hearsEnd();
        join(writer);
        ended(End.CLIENT_CLOSED, 9, MUCH);
    }

    @Test
    void muchComesFromTheClientAfterTheServersEnd() throws IOException {
        server.finishes();
        client.hearsEnd();
        Thread writer = sending(client, MUCH);
        server.receives(MUCH).hearsEnd();
        join(writer);
        ended(End.SERVER_CLOSED, MUCH, 0);
    }

    @Test
    void muchGoesBothWaysAtOnce() throws IOException {
        Thread up = sending(client, MUCH);
        Thread down = sending(server, MUCH);
        Thread far = Thread.ofVirtual().start(() -> read(server));
        client.receives(MUCH).hearsEnd();
        join(up, down, far);
        Event.ConnectionEnded end = stage.ended();
        assertEquals(new Event.Traffic(MUCH, MUCH), end.traffic());
        assertTrue(end.end() == End.CLIENT_CLOSED || end.end() == End.SERVER_CLOSED, end::toString);
    }

    @Test
    void theClientCutsASilentConnection() {
        client.resets();
        server.isReset();
        ended(End.CLIENT_RESET, 0, 0);
    }

    @Test
    void theServerCutsASilentConnection() {
        server.resets();
        client.isReset();
        ended(End.SERVER_RESET, 0, 0);
    }

    @Test
    void theClientCutsWhileTheServerSends() throws IOException {
        Thread writer = Thread.ofVirtual().start(() -> sendUntilCut(server));
        client.receives(10_000).resets();
        join(writer);
        server.isReset();
        assertEquals(End.CLIENT_RESET, stage.ended().end());
    }

    @Test
    void theServerCutsWhileTheClientSends() throws IOException {
        Thread writer = Thread.ofVirtual().start(() -> sendUntilCut(client));
        server.receives(10_000).resets();
        join(writer);
        client.isReset();
        assertEquals(End.SERVER_RESET, stage.ended().end());
    }

    @Test
    void theServerCutsWhileItsAnswerIsUnderWayToAClientThatDoesNotRead() {
        sendUntilItStalls(server);
        server.resets();
        client.isReset();
        assertEquals(End.SERVER_RESET, stage.ended().end());
    }

    @Test
    void theServerAnswersAndGoesWhileTheClientStillSends() throws IOException {
        server.says("too large, go away").closes();
        client.says("a request body").says("that nobody").says("wants to read");
        client.hears("too large, go away").hearsEnd().finishes();
        assertEquals(18, stage.ended().traffic().received());
        assertEquals(End.SERVER_CLOSED, last().end());
    }

    @Test
    void theServerReadsNoMoreAndStillSendsMuch() throws IOException {
        server.refuses();
        client.says("lost");
        Thread writer = sending(server, MUCH);
        client.receives(MUCH).hearsEnd().closes();
        join(writer);
        ended(End.SERVER_CLOSED, 0, MUCH);
    }

    @Test
    void theClientReadsNoMoreAndStillSendsMuch() throws IOException {
        client.refuses();
        server.says("lost");
        Thread writer = sending(client, MUCH);
        server.receives(MUCH).hearsEnd().closes();
        join(writer);
        ended(End.CLIENT_CLOSED, MUCH, 0);
    }

    @Test
    void theServerGoesWhenBothHadFinished() throws IOException {
        client.finishes();
        server.hearsEnd().closes();
        client.hearsEnd().closes();
        ended(End.CLIENT_CLOSED, 0, 0);
    }

    @Test
    void aCommandCutsBothSides() throws IOException {
        client.says("one");
        server.hears("one");
        stage.awaitMoved(3, 0);
        assertEquals(1, stage.sessions.cut(session -> session.id == 1, End.CUT, "by command"));
        client.isReset();
        server.isReset();
        ended(End.CUT, 3, 0);
        assertEquals("by command", last().reason());
    }

    private void ended(End end, long sent, long received) {
        Event.ConnectionEnded event = stage.ended();
        assertEquals(end, event.end(), event::toString);
        assertEquals(new Event.Traffic(sent, received), event.traffic());
        LiveServer live = stage.server("app", "10.0.0.1:80");
        assertEquals(sent, live.sent.sum(), "bytes counted to the server");
        assertEquals(received, live.received.sum(), "bytes counted from the server");
    }

    private Event.ConnectionEnded last() {
        return stage.host.events().all(Event.ConnectionEnded.class).getLast();
    }

    private static Thread sending(Peer peer, int count) {
        return Thread.ofVirtual().start(() -> {
            try {
                peer.sends(count).finishes();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void sendUntilCut(Peer peer) {
        try {
            while (true) {
                peer.sends(10_000);
            }
        } catch (IOException e) {
            // cut
        }
    }

    private static void read(Peer peer) {
        try {
            peer.receives(MUCH).hearsEnd();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Thread... threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void sendUntilItStalls(Peer peer) {
        Thread writer = Thread.ofVirtual().start(() -> sendUntilCut(peer));
        Stage.await(() -> writer.getState() == Thread.State.WAITING);
    }
}
