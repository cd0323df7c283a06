package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nib.api.End;
import nib.api.Event;
import nib.api.ServerState;
import nib.testkit.EventRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reload changes what differs, keeps what is equal, and drops nobody. */
@Timeout(20)
class ReloadTest {
    private static final String WEB = "10.0.0.80:80";
    private static final String ONE = "10.0.0.1:80";
    private static final String TWO = "10.0.0.2:80";

    private static final String PLAN = """
            observers: [recorder]
            listeners:
              web: { bind: "mem://10.0.0.80:80", pool: app, guards: [tenant: { name: first }] }
            pools:
              app: { policy: in-order, sticky: {}, servers: ["10.0.0.1:80", "10.0.0.2:80"] }
            """;

    private final Grounds grounds = new Grounds();

    @AfterEach
    void stops() {
        grounds.built().ifPresent(house -> house.stop(Duration.ZERO));
    }

    private Peer client(String ip) {
        return grounds.net.client(ip, WEB);
    }

    private void serves(String ip, String server) throws Exception {
        Peer client = client(ip).says("hello").finishes();
        grounds.net.server(server).hears("hello").hearsEnd().finishes();
        client.hearsEnd();
        ended();
    }

    private Event.ConnectionEnded ended() {
        return grounds.events.await(Event.ConnectionEnded.class);
    }

    @Test
    void anEqualPlanChangesNothing() throws Exception {
        grounds.open(PLAN);
        serves("10.9.0.1", ONE);
        MemoryListening socket = grounds.net.listening(WEB);
        LiveServer server = grounds.server("app", ONE);
        Snapshot before = grounds.pool("app").snapshot();
        grounds.apply(PLAN);
        assertSame(socket, grounds.net.listening(WEB));
        assertFalse(socket.isClosed());
        assertSame(server, grounds.server("app", ONE));
        assertEquals(1, server.connections.sum());
        assertEquals(List.of("first opens"), grounds.diary);
        assertEquals(2, grounds.house().status().plan());
        assertNotSame(before, grounds.pool("app").snapshot(), "weights are looked at anew");
        serves("10.9.0.1", ONE);
        assertEquals(2, grounds.house().status().listeners().getFirst().accepted());
    }

    @Test
    void openConnectionsDoNotNotice() throws Exception {
        grounds.open(PLAN);
        Peer client = client("10.9.0.1");
        Peer server = grounds.net.server(ONE);
        grounds.apply(PLAN.replace("\"10.0.0.1:80\", ", ""));
        grounds.apply(PLAN.replace("web:", "other:").replace("app", "new-app"));
        client.says("still here").finishes();
        server.hears("still here").hearsEnd().says("me too").finishes();
        client.hears("me too").hearsEnd();
        assertEquals(new Event.Route("app", ONE, 1), ended().route());
        serves("10.9.0.1", ONE);
    }

    @Test
    void aTrackedClientStaysWithItsServer() throws Exception {
        grounds.open(PLAN);
        grounds.net.refuse(ONE);
        serves("10.9.0.1", TWO);
        grounds.net.recover(ONE);
        grounds.clock.advance(Duration.ofSeconds(30));
        grounds.apply(PLAN.replace("policy: in-order", "policy: in-order, connect: 1s"));
        serves("10.9.0.1", TWO);
        serves("10.9.0.2", ONE);
    }

    @Test
    void aServerKeepsItsCountersAndItsHealthAndTakesItsNewSettings() throws Exception {
        grounds.open(PLAN);
        grounds.net.refuse(ONE);
        serves("10.9.0.1", TWO);
        LiveServer one = grounds.server("app", ONE);
        grounds.apply(PLAN.replace("\"10.0.0.1:80\"", "{ address: \"10.0.0.1:80\", weight: 7, max: 3 }"));
        assertSame(one, grounds.server("app", ONE));
        assertEquals(1, one.failures.sum());
        assertEquals(ServerState.SUSPECT, one.state());
        assertEquals(7, one.weight());
        assertEquals(3, one.max());
    }

    @Test
    void aServerThatMovesIsAnotherServer() throws Exception {
        grounds.open(PLAN.replace("\"10.0.0.1:80\"", "{ name: s, address: \"10.0.0.1:80\" }"));
        serves("10.9.0.1", ONE);
        LiveServer before = grounds.server("app", "s");
        grounds.apply(PLAN.replace("\"10.0.0.1:80\"", "{ name: s, address: \"10.0.0.3:80\" }"));
        assertNotSame(before, grounds.server("app", "s"));
        serves("10.9.0.1", "10.0.0.3:80");
    }

    @Test
    void aListenerUnderAnotherNameKeepsItsSocketAndItsCounters() throws Exception {
        grounds.open(PLAN);
        serves("10.9.0.1", ONE);
        MemoryListening socket = grounds.net.listening(WEB);
        grounds.apply(PLAN.replace("web:", "front:"));
        assertSame(socket, grounds.net.listening(WEB));
        serves("10.9.0.1", ONE);
        assertEquals(
                new Status.Listener("front", WEB, "app", 2, 2),
                settled(grounds.house().status().listeners().getFirst()));
    }

    /** A session counts as ended a moment after its event. */
    private Status.Listener settled(Status.Listener shown) {
        Stage.await(() -> grounds.house().status().listeners().getFirst().ended() == shown.accepted());
        return grounds.house().status().listeners().getFirst();
    }

    @Test
    void aListenerThatIsGoneIsClosedAndANewOneListens() throws Exception {
        grounds.open(PLAN);
        Peer client = client("10.9.0.1");
        Peer server = grounds.net.server(ONE);
        grounds.apply(PLAN.replace("10.0.0.80:80", "10.0.0.80:8080"));
        assertFalse(grounds.net.isListening(WEB));
        assertTrue(grounds.net.isListening("10.0.0.80:8080"));
        client.finishes();
        server.hearsEnd().finishes();
        assertEquals(End.CLIENT_CLOSED, ended().end());
    }

    @Test
    void aPortThatTheSystemChoseStaysWithItsName() throws Exception {
        grounds.open(PLAN.replace("10.0.0.80:80", "10.0.0.80:0"));
        String address = grounds.house().status().listeners().getFirst().address();
        grounds.apply(PLAN.replace("10.0.0.80:80", "10.0.0.80:0"));
        assertEquals(address, grounds.house().status().listeners().getFirst().address());
        grounds.apply(PLAN.replace("10.0.0.80:80", "10.0.0.80:0").replace("web:", "front:"));
        assertNotSame(address, grounds.house().status().listeners().getFirst().address());
        assertFalse(grounds.net.isListening(address));
    }

    @Test
    void newRulesHoldForThoseWhoComeAndOldOnesForThoseWhoAreThere() throws Exception {
        grounds.open(PLAN.replace("pool: app,", "pool: app, idle: 10s,"));
        Peer old = client("10.9.0.1");
        grounds.net.server(ONE);
        Stage.await(() -> phaseOf(1).equals("relaying"));
        grounds.apply(PLAN.replace("pool: app,", "pool: app, idle: 100s,"));
        Peer young = client("10.9.0.2");
        grounds.net.server(ONE);
        Stage.await(() -> phaseOf(2).equals("relaying"));
        grounds.clock.advance(Duration.ofSeconds(11));
        old.isReset();
        assertEquals(1, ended().id());
        grounds.clock.advance(Duration.ofSeconds(100));
        young.isReset();
        assertEquals(2, ended().id());
    }

    private String phaseOf(long id) {
        return grounds.house().connections().stream()
                .filter(one -> one.id() == id)
                .map(Status.Connection::phase)
                .findFirst()
                .orElse("");
    }

    @Test
    void aPlanThatCannotBeOpenedChangesNothing() throws Exception {
        grounds.open(PLAN);
        grounds.net.listen(new nib.spi.Transport.ListenTerms(nib.api.Address.parse("10.0.0.80:99"), 1));
        Plan before = grounds.house().plan();
        LiveServer server = grounds.server("app", ONE);
        Plan next = grounds.plan("""
                observers: [recorder]
                listeners:
                  new: { bind: "mem://10.0.0.80:81", pool: other, guards: [tenant: { name: second }] }
                  taken: { bind: "mem://10.0.0.80:99", pool: other }
                pools:
                  other: { policy: in-order, servers: ["10.0.0.7:80"] }
                """);
        IOException no = assertThrows(IOException.class, () -> grounds.house().apply(next));
        assertEquals("listener taken cannot listen on mem://10.0.0.80:99: the address is in use", no.getMessage());
        assertSame(before, grounds.house().plan());
        assertTrue(grounds.net.isListening(WEB));
        assertFalse(grounds.net.isListening("10.0.0.80:81"), "closed again");
        assertEquals(List.of("first opens", "second opens", "second closes"), grounds.diary);
        assertSame(server, grounds.server("app", ONE));
        assertEquals(1, grounds.house().status().plan());
        assertEquals(ServerState.UP, server.state());
        serves("10.9.0.1", ONE);
    }

    @Test
    void residentsOfTheOldPlanAreClosedWhenItsSessionsAreOver() throws Exception {
        grounds.open(PLAN.replace("[tenant: { name: first }]", "[tenant: { name: first }, tenant: { name: next }]"));
        Peer client = client("10.9.0.1");
        Peer server = grounds.net.server(ONE);
        grounds.apply(PLAN.replace("name: first", "name: other"));
        assertEquals(List.of("first opens", "next opens", "other opens"), grounds.diary);
        grounds.clock.advance(Duration.ofSeconds(5));
        assertEquals(3, grounds.diary.size(), "a session may still use them");
        client.finishes();
        server.hearsEnd().finishes();
        ended();
        Stage.await(() -> {
            grounds.clock.advance(Duration.ofSeconds(1));
            return grounds.diary.size() >= 5;
        });
        assertEquals(List.of("next closes", "first closes"), grounds.diary.subList(3, 5));
    }

    @Test
    void aResidentThatStaysIsNotOpenedAgain() throws Exception {
        grounds.open(PLAN);
        grounds.apply(PLAN.replace("tenant: { name: first }", "tenant: { name: first }, tenant: { name: more }"));
        assertEquals(List.of("first opens", "more opens"), grounds.diary, "although they are equal");
        grounds.apply(PLAN);
        Stage.await(() -> {
            grounds.clock.advance(Duration.ofSeconds(1));
            return grounds.diary.contains("more closes");
        });
        assertFalse(grounds.diary.contains("first closes"));
    }

    @Test
    void observersAreThoseOfTheNewPlan() throws Exception {
        EventRecorder other = new EventRecorder();
        grounds.plugs.observer("other", () -> other);
        grounds.open(PLAN);
        grounds.apply(PLAN.replace("[recorder]", "[other]"));
        client("10.9.0.1").resets();
        assertEquals(End.CLIENT_RESET, other.await(Event.ConnectionEnded.class).end());
        assertEquals(List.of(), grounds.events.all(Event.ConnectionEnded.class));
    }

    @Test
    void whoIsInTheMiddleOfAHandshakeIsServedByItsOldPool() throws Exception {
        grounds.plugs.filter("greeting", (connection, next) -> {
            connection.wire().read(ByteBuffer.allocate(1));
            next.handle(connection);
        });
        String plan = PLAN.replace("pool: app,", "pool: app, filters: [greeting],");
        grounds.open(plan);
        Peer gone = client("10.9.0.1");
        Stage.await(() -> !phaseOf(1).isEmpty());
        grounds.apply(plan.replace("app", "new-app"));
        gone.says("!");
        grounds.net.server(ONE);
        Peer replaced = client("10.9.0.2");
        Stage.await(() -> !phaseOf(2).isEmpty());
        grounds.apply(
                plan.replace("app", "new-app").replace("10.0.0.1", "10.0.0.5").replace("10.0.0.2", "10.0.0.6"));
        replaced.says("!");
        grounds.net.server("10.0.0.5:80");
    }

    @Test
    void perClientCountsStayWhenTheLimitChanges() throws Exception {
        String plan = PLAN.replace("pool: app,", "pool: app, per-client: { max: 1 },");
        grounds.open(plan);
        client("10.9.0.1");
        grounds.net.server(ONE);
        grounds.apply(plan.replace("max: 1", "max: 2"));
        client("10.9.0.1");
        grounds.net.server(ONE);
        client("10.9.0.1").hearsEnd();
        assertEquals(End.LIMIT, ended().end());
    }

    @Test
    void aChangeAtRunTimeMakesAPlanThatCanBePrinted() throws Exception {
        grounds.open(PLAN);
        grounds.house().change(settings -> wish(settings, ServerSettings.Wish.DRAIN));
        assertEquals(ServerState.DRAIN, grounds.server("app", ONE).state());
        assertEquals(2, grounds.house().status().plan());
        String printed = grounds.house().plan().printTersely();
        assertTrue(printed.contains("state: drain"), printed);
        serves("10.9.0.1", TWO);
        grounds.apply(PLAN);
        assertEquals(ServerState.UP, grounds.server("app", ONE).state(), "the file is the truth");
    }

    @Test
    void aServerInDrainFinishesWhatItHas() throws Exception {
        grounds.open(PLAN);
        Peer client = client("10.9.0.1");
        Peer server = grounds.net.server(ONE);
        grounds.house().change(settings -> wish(settings, ServerSettings.Wish.DRAIN));
        client.says("still here").finishes();
        server.hears("still here").hearsEnd().finishes();
        assertEquals(End.CLIENT_CLOSED, ended().end());
        serves("10.9.0.1", TWO);
    }

    @Test
    void aServerInMaintenanceIsCut() throws Exception {
        grounds.open(PLAN);
        Peer client = client("10.9.0.1");
        Peer server = grounds.net.server(ONE);
        Stage.await(() -> phaseOf(1).equals("relaying"));
        grounds.house().change(settings -> wish(settings, ServerSettings.Wish.MAINT));
        client.isReset();
        server.isReset();
        Event.ConnectionEnded end = ended();
        assertEquals(End.CUT, end.end());
        assertEquals("its server is in maintenance", end.reason());
        serves("10.9.0.1", TWO);
    }

    @Test
    void aPolicyThatThrowsIsReplacedByTheOrderOfTheFile() throws Exception {
        grounds.plugs.policy("broken", () -> servers -> {
            throw new IllegalStateException("cannot build");
        });
        grounds.open(PLAN);
        grounds.apply(PLAN.replace("in-order", "broken"));
        assertEquals(
                "cannot build", grounds.events.await(Event.PluginFailed.class).reason());
        serves("10.9.0.1", ONE);
    }

    private static HouseSettings wish(HouseSettings house, ServerSettings.Wish wish) {
        Map<String, PoolSettings> pools = new LinkedHashMap<>();
        house.pools().forEach((name, pool) -> {
            List<ServerSettings> servers = pool.servers().stream()
                    .map(one -> one.title().equals(ONE) ? one.with(wish) : one)
                    .toList();
            pools.put(
                    name,
                    new PoolSettings(
                            servers,
                            pool.policy(),
                            pool.sticky(),
                            pool.probe(),
                            pool.emergency(),
                            pool.guards(),
                            pool.filters(),
                            pool.preamble(),
                            pool.blacklist(),
                            pool.connect(),
                            pool.attempts(),
                            pool.max(),
                            pool.queue(),
                            pool.bandwidth(),
                            pool.resolve(),
                            pool.source(),
                            pool.transparent(),
                            pool.transparentPort()));
        });
        return new HouseSettings(
                house.guards(),
                house.listeners(),
                pools,
                house.observers(),
                house.engines(),
                house.sessions(),
                house.drain(),
                house.control(),
                house.plugins());
    }
}
