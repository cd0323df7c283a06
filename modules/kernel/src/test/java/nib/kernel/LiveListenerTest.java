package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nib.api.Address;
import nib.api.Event;
import nib.spi.LocalFailure;
import nib.spi.WrappedWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener goes on until it is closed, whatever its socket says. */
@Timeout(20)
class LiveListenerTest {
    private static final String SERVER = "10.0.0.1:80";

    private final Stage stage = stage(2);
    private final MemoryListening socket = new MemoryListening(Address.parse("10.0.0.80:80"));
    private final LiveListener listener = new LiveListener(socket, stage.sessions, stage.rules());

    private static Stage stage(int max) {
        return new Stage("""
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app, max: %d }
                pools:
                  app: { policy: in-order, servers: ["10.0.0.1:80"] }
                """.formatted(max));
    }

    @AfterEach
    void closes() {
        listener.close();
        stage.sessions.close();
        stage.sessions.cut(session -> true, nib.api.End.CUT, "the test is over");
        stage.awaitEmpty();
        listener.awaitClosed(Duration.ofSeconds(10).toNanos());
        assertEquals(List.of(), stage.host.threads());
        assertEquals(List.of(), stage.host.failures());
        assertEquals(listener.desk.accepted.sum(), listener.desk.ended.sum());
    }

    private Peer client() {
        MemoryWire.Pair pair = MemoryWire.pair(socket.local(), stage.net.ephemeral("10.9.0.1"), 1 << 16);
        socket.arrive(pair.near());
        return new Peer(pair.far());
    }

    @Test
    void servesOneClientAfterAnother() throws Exception {
        listener.carry(null);
        for (int i = 0; i < 5; i++) {
            Peer client = client().says("hello").finishes();
            stage.net.server(SERVER).hears("hello").hearsEnd().finishes();
            client.hearsEnd();
            stage.ended();
        }
        Stage.await(() -> listener.desk.ended.sum() == 5);
        assertEquals(5, listener.desk.accepted.sum());
    }

    @Test
    void pausesWhenWeHaveNothingLeftAndGoesOn() throws Exception {
        for (int i = 0; i < 3; i++) {
            socket.next(() -> {
                throw new LocalFailure("too many open files", true, null);
            });
        }
        listener.carry(null);
        assertEquals(new Event.AcceptPaused("web", true, "too many open files"), pause());
        client();
        stage.net.server(SERVER);
        assertEquals(new Event.AcceptPaused("web", false, "there is room again"), pause());
        assertEquals(2, stage.host.events().all(Event.AcceptPaused.class).size(), "said once");
    }

    @Test
    void survivesASocketThatThrowsWhatItMustNot() throws Exception {
        List<String> said = new ArrayList<>();
        throwing(new IllegalStateException("a bug"));
        throwing(new NoClassDefFoundError("a/Part"));
        socket.next(() -> {
            throw new IOException("a firewall said no");
        });
        listener.carry(null);
        client();
        stage.net.server(SERVER);
        stage.host.events().all(Event.PluginFailed.class).forEach(one -> said.add(one.reason()));
        assertEquals(List.of("a bug", "a/Part", "a firewall said no"), said);
    }

    private void throwing(Throwable e) {
        socket.next(() -> {
            if (e instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e;
        });
    }

    @Test
    void survivesAWireThatDoesNotKnowWhoItIs() throws Exception {
        MemoryWire.Pair pair = MemoryWire.pair(socket.local(), socket.local(), 100);
        socket.arrive(new Anonymous(pair.near()));
        listener.carry(null);
        new Peer(pair.far()).hearsEnd();
        client();
        stage.net.server(SERVER);
        assertEquals(1, stage.sessions.size());
        assertEquals(
                "who knows?",
                stage.host.events().await(Event.PluginFailed.class).reason());
    }

    @Test
    void acceptsNoMoreThanTheLimitAndGoesOnWhenOneHasGone() throws Exception {
        listener.carry(null);
        Peer first = client();
        Peer firstServer = stage.net.server(SERVER);
        client();
        stage.net.server(SERVER);
        client();
        assertEquals(new Event.AcceptPaused("web", true, "the most connections are open"), pause());
        assertEquals(1, socket.waiting());
        assertEquals(2, stage.sessions.size());
        first.finishes();
        firstServer.hearsEnd().finishes();
        stage.net.server(SERVER);
        assertEquals(new Event.AcceptPaused("web", false, "there is room again"), pause());
        Stage.await(() -> stage.sessions.size() == 2);
    }

    @Test
    void saysThatThereIsRoomAlsoWhenNobodyComes() throws Exception {
        listener.carry(null);
        Peer first = client();
        stage.net.server(SERVER);
        client();
        stage.net.server(SERVER);
        assertTrue(pause().paused());
        first.resets();
        assertEquals(new Event.AcceptPaused("web", false, "there is room again"), pause());
    }

    @Test
    void aLargerLimitTakesEffectAtOnce() throws Exception {
        listener.carry(null);
        client();
        stage.net.server(SERVER);
        client();
        stage.net.server(SERVER);
        client();
        assertTrue(pause().paused());
        Stage larger = stage(3);
        listener.apply(larger.rules());
        larger.net.server(SERVER);
    }

    @Test
    void theLimitOfTheHouseHoldsForAllListeners() throws Exception {
        stage.sessions.gate().limit(1);
        listener.carry(null);
        Peer client = client();
        stage.net.server(SERVER);
        client();
        assertTrue(pause().paused());
        assertEquals(1, stage.sessions.size());
        client.resets();
        stage.net.server(SERVER);
    }

    @Test
    void whoWaitsInTheQueueIsServedAfterTheClose() throws Exception {
        for (int i = 0; i < 2; i++) {
            client();
        }
        listener.close();
        listener.carry(null);
        stage.net.server(SERVER);
        stage.net.server(SERVER);
        listener.awaitClosed(Duration.ofSeconds(10).toNanos());
        assertEquals(List.of(), stage.host.threads(), "the listener has ended");
    }

    @Test
    void whoWaitsInTheQueueIsServedAfterTheCloseAlsoWhenItWasFull() throws Exception {
        listener.carry(null);
        Peer first = client();
        stage.net.server(SERVER);
        client();
        stage.net.server(SERVER);
        Peer waiting = client();
        assertTrue(pause().paused());
        listener.close();
        first.resets();
        waiting.says("at last");
        stage.net.server(SERVER).hears("at last");
        listener.awaitClosed(Duration.ofSeconds(10).toNanos());
        assertEquals(List.of(), stage.host.threads(), "the listener has ended");
    }

    @Test
    void whoStillWaitsWhenTheHouseIsAtItsEndIsCut() throws Exception {
        listener.carry(null);
        client();
        stage.net.server(SERVER);
        client();
        stage.net.server(SERVER);
        Peer waiting = client();
        assertTrue(pause().paused());
        listener.close();
        stage.sessions.close();
        stage.sessions.cut(session -> true, nib.api.End.DRAINED, "");
        waiting.isReset();
    }

    @Test
    void newRulesHoldForNewClientsOnly() throws Exception {
        listener.carry(null);
        client();
        stage.net.server(SERVER);
        Stage other = stage(5);
        listener.apply(other.rules());
        client(); // the accept that was waiting began under the old rules; the session does not
        other.net.server(SERVER);
        assertEquals(2, stage.sessions.size());
    }

    private Event.AcceptPaused pause() {
        return stage.host.events().await(Event.AcceptPaused.class);
    }

    /** A wire without addresses. */
    private static final class Anonymous extends WrappedWire {
        Anonymous(MemoryWire inner) {
            super(inner);
        }

        @Override
        public Address remote() {
            throw new IllegalStateException("who knows?");
        }
    }
}
