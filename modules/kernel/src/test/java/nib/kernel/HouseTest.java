package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nib.api.End;
import nib.api.Event;
import nib.spi.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A house opens as a whole or not at all, and stops within the time it was given. */
@Timeout(20)
class HouseTest {
    private static final String WEB = "10.0.0.80:80";
    private static final String ADMIN = "10.0.0.80:81";
    private static final String SERVER = "10.0.0.1:80";

    private static final String TWO_LISTENERS = """
            observers: [recorder]
            listeners:
              web: { bind: "mem://10.0.0.80:80", pool: app, guards: [tenant: { name: first }] }
              admin: { bind: "mem://10.0.0.80:81", pool: app, guards: [tenant: { name: second }] }
            pools:
              app: { policy: in-order, servers: ["10.0.0.1:80"] }
            """;

    private final Grounds grounds = new Grounds();

    @AfterEach
    void stops() {
        grounds.built().ifPresent(house -> house.stop(Duration.ZERO));
        Stage.await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("nib-accept")));
    }

    @Test
    void servesClientsOnEveryListener() throws Exception {
        grounds.open(TWO_LISTENERS);
        for (String address : List.of(WEB, ADMIN)) {
            Peer client = grounds.net.client("10.9.0.1", address).says("hello").finishes();
            grounds.net.server(SERVER).hears("hello").hearsEnd().says("welcome").finishes();
            client.hears("welcome").hearsEnd();
            assertEquals(End.CLIENT_CLOSED, ended().end());
        }
        assertEquals(
                new Event.PlanApplied(1, "2 listeners, 1 pools, at most 499 sessions"),
                grounds.events.await(Event.PlanApplied.class));
    }

    @Test
    void opensNothingWhenOneListenerCannotBeBound() throws Exception {
        Transport.Listening stranger = grounds.net.listen(new Transport.ListenTerms(nib.api.Address.parse(ADMIN), 1));
        IOException no = assertThrows(IOException.class, () -> grounds.open(TWO_LISTENERS));
        assertEquals("listener admin cannot listen on mem://10.0.0.80:81: the address is in use", no.getMessage());
        assertFalse(grounds.net.isListening(WEB), "the first one is closed again");
        assertEquals(List.of("first opens", "second opens", "second closes", "first closes"), grounds.diary);
        assertEquals(0, grounds.clock.waiting(), "no timer is left");
        stranger.close();
        grounds.open(TWO_LISTENERS);
    }

    @Test
    void bindsNothingWhenAResidentCannotBeOpened() {
        String yaml = TWO_LISTENERS.replace("second", "homeless");
        IOException no = assertThrows(IOException.class, () -> grounds.open(yaml));
        assertEquals("there is no room for homeless", no.getMessage());
        assertEquals(List.of("first opens", "first closes"), grounds.diary);
        assertThrows(AssertionError.class, () -> grounds.net.listening(WEB), "nobody ever listened");
    }

    @Test
    void refusesMoreSessionsThanFilesCanBeOpen() {
        IOException no = assertThrows(IOException.class, () -> grounds.open("sessions: 500\n" + TWO_LISTENERS));
        assertEquals(
                "sessions: 500 do not fit into a limit of 1064 open files (2 for each session and 64 more);"
                        + " raise it with ulimit -n",
                no.getMessage());
    }

    @Test
    void countsSessionsOfAllListenersTogether() throws Exception {
        grounds.open("sessions: 1\n" + TWO_LISTENERS.replace("pool: app,", "pool: app, max: 1,"));
        Peer first = grounds.net.client("10.9.0.1", WEB);
        grounds.net.server(SERVER);
        grounds.net.client("10.9.0.1", ADMIN).says("second");
        grounds.events.await(
                Event.AcceptPaused.class, paused -> paused.listener().equals("admin"));
        assertEquals(1, grounds.house().connections().size());
        first.resets();
        grounds.net.server(SERVER).hears("second");
    }

    @Test
    void showsWhatIsGoingOn() throws Exception {
        House house = grounds.open(TWO_LISTENERS);
        grounds.net.client("10.9.0.1", WEB).says("hello");
        Peer server = grounds.net.server(SERVER).hears("hello").says("hi");
        Stage.await(() -> house.connections().getFirst().received() == 2
                && house.connections().getFirst().sent() == 5);
        Status.Connection open = house.connections().getFirst();
        assertEquals("relaying", open.phase());
        assertEquals("app", open.pool());
        assertEquals(SERVER, open.server());
        assertEquals(5, open.sent());
        Status status = house.status();
        assertEquals(1, status.sessions());
        assertEquals(499, status.maxSessions());
        assertFalse(status.draining());
        assertEquals(
                new Status.Listener("web", WEB, "app", 1, 0), status.listeners().getFirst());
        Status.Server shown = status.pools().getFirst().servers().getFirst();
        assertEquals("up", shown.state());
        assertEquals(1, shown.active());
        grounds.clock.advance(Duration.ofMillis(250));
        shown = house.status().pools().getFirst().servers().getFirst();
        assertEquals(5, shown.sent(), "bytes are handed on with each tick");
        assertEquals("in-order", house.status().pools().getFirst().policy());
        assertTrue(house.cut(open.id()));
        server.isReset();
        assertEquals(End.CUT, ended().end());
        Stage.await(() -> !house.cut(open.id())); // it is gone
    }

    @Test
    void looksAtTheClockOfEverySession() throws Exception {
        grounds.open(TWO_LISTENERS.replace("pool: app,", "pool: app, idle: 10s,"));
        Peer client = grounds.net.client("10.9.0.1", WEB);
        grounds.net.server(SERVER);
        Stage.await(() -> phase().equals("relaying"));
        grounds.clock.advance(Duration.ofSeconds(10));
        assertEquals(1, grounds.house().connections().size(), "not yet");
        grounds.clock.advance(Duration.ofMillis(250));
        client.isReset();
        assertEquals(End.IDLE, ended().end());
    }

    @Test
    void forgetsClientsWhoseTimeIsOver() throws Exception {
        House house = grounds.open(TWO_LISTENERS.replace("in-order,", "in-order, sticky: { time: 10s },"));
        grounds.net.client("10.9.0.1", WEB);
        grounds.net.server(SERVER);
        assertEquals(1, house.status().pools().getFirst().tracked());
        grounds.clock.advance(Duration.ofSeconds(100));
        assertEquals(0, house.status().pools().getFirst().tracked());
    }

    private String phase() {
        return grounds.house().connections().getFirst().phase();
    }

    @Test
    void waitsForOpenConnectionsWhenItStops() throws Exception {
        House house = grounds.open(TWO_LISTENERS);
        Peer client = grounds.net.client("10.9.0.1", WEB);
        Peer server = grounds.net.server(SERVER);
        CompletableFuture<Integer> cut = CompletableFuture.supplyAsync(() -> house.stop(Duration.ofSeconds(10)));
        Stage.await(() -> !grounds.net.isListening(WEB) && !grounds.net.isListening(ADMIN));
        assertTrue(house.status().draining());
        client.says("one more thing").finishes();
        server.hears("one more thing").hearsEnd().says("fine").finishes();
        client.hears("fine").hearsEnd();
        assertEquals(0, cut.get(10, TimeUnit.SECONDS));
        assertEquals(End.CLIENT_CLOSED, ended().end());
        assertEquals(List.of("second closes", "first closes"), grounds.diary.subList(2, 4));
    }

    @Test
    void cutsWhatIsStillOpenWhenTheTimeIsOver() throws Exception {
        House house = grounds.open(TWO_LISTENERS);
        Peer client = grounds.net.client("10.9.0.1", WEB);
        Peer server = grounds.net.server(SERVER);
        assertEquals(1, house.stop(Duration.ZERO));
        client.isReset();
        server.isReset();
        assertEquals(End.DRAINED, ended().end());
        assertEquals(0, house.stop(Duration.ZERO), "stopping twice does nothing");
    }

    @Test
    void stopsAtOnceWhenItIsAskedToCutAll() throws Exception {
        House house = grounds.open(TWO_LISTENERS);
        Peer client = grounds.net.client("10.9.0.1", WEB);
        grounds.net.server(SERVER);
        CompletableFuture<Integer> cut = CompletableFuture.supplyAsync(() -> house.stop(Duration.ofHours(1)));
        Stage.await(() -> house.status().draining());
        assertEquals(1, house.cutAll());
        client.isReset();
        assertEquals(0, cut.get(10, TimeUnit.SECONDS), "nothing was left to cut");
    }

    @Test
    void servesWhoWaitsInTheQueueWhenItStops() throws Exception {
        House house = grounds.open("sessions: 1\n" + TWO_LISTENERS);
        Peer first = grounds.net.client("10.9.0.1", WEB);
        Peer firstServer = grounds.net.server(SERVER);
        Peer second = grounds.net.client("10.9.0.2", WEB).says("me too").finishes();
        Stage.await(() -> !grounds.events.all(Event.AcceptPaused.class).isEmpty());
        CompletableFuture<Integer> cut = CompletableFuture.supplyAsync(() -> house.stop(Duration.ofSeconds(10)));
        Stage.await(() -> !grounds.net.isListening(WEB));
        first.finishes();
        firstServer.hearsEnd().finishes();
        grounds.net.server(SERVER).hears("me too").hearsEnd().finishes();
        second.hearsEnd();
        assertEquals(0, cut.get(10, TimeUnit.SECONDS));
    }

    @Test
    void stopsInTimeAlsoWhenAPluginDoesNotLetGo() throws Exception {
        CompletableFuture<Void> forever = new CompletableFuture<>();
        grounds.plugs.filter("stubborn", (connection, next) -> forever.join());
        House house = grounds.open(TWO_LISTENERS.replace("pool: app,", "pool: app, filters: [stubborn],"));
        grounds.net.client("10.9.0.1", WEB);
        Stage.await(() -> house.connections().size() == 1);
        long before = System.nanoTime();
        assertEquals(1, house.stop(Duration.ZERO));
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 3, "a second and a bit");
        assertEquals("first closes", grounds.diary.getLast());
        forever.complete(null);
    }

    @Test
    void takesNoPlanOnceItStops() throws Exception {
        House house = grounds.open(TWO_LISTENERS);
        Plan again = grounds.plan(TWO_LISTENERS);
        house.stop(Duration.ZERO);
        IOException no = assertThrows(IOException.class, () -> house.apply(again));
        assertEquals("it is stopping", no.getMessage());
        assertFalse(grounds.net.isListening(WEB));
    }

    @Test
    void closesEveryResidentAlsoWhenOneThrows() throws Exception {
        House house = grounds.open(TWO_LISTENERS.replace("second", "rude"));
        house.stop(Duration.ZERO);
        assertEquals(List.of("first opens", "rude opens", "rude closes", "first closes"), grounds.diary);
        assertEquals(
                "mind your own business",
                grounds.events.await(Event.PluginFailed.class).reason());
        assertSame(house, grounds.house());
    }

    private Event.ConnectionEnded ended() {
        return grounds.events.await(Event.ConnectionEnded.class);
    }
}
