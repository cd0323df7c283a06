package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import nib.api.End;
import nib.api.Event;
import nib.api.Verdict;
import nib.config.Problems;
import nib.config.Source;
import nib.spi.Decision;
import nib.spi.Flow;
import nib.spi.Forwarder;
import nib.spi.Lease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Engines carry what they can; the house decides, counts, and changes them while clients come. */
@Timeout(20)
class EnginesTest {
    private static final String WEB = """
            observers: [recorder]
            listeners:
              web: { bind: "mem://10.0.0.80:80", pool: app, engine: auto }
            pools:
              app: { policy: in-order, servers: ["10.0.0.1:80", "10.0.0.2:80"] }
            """;
    private static final String DATAGRAMS = WEB.replace("mem://10", "dgram://10");

    private final Grounds grounds = new Grounds();
    private final MemoryEngine engine = new MemoryEngine(Set.of("mem"), new Forwarder.Well(5, "in memory"));
    private final MemoryEngine datagrams = new MemoryEngine(Set.of("dgram"), new Forwarder.Well(1, "in memory"));

    EnginesTest() {
        grounds.plugs.engine("fast", engine).engine("packets", datagrams);
        grounds.plugs.filter("plain", (connection, next) -> next.handle(connection));
        grounds.plugs.guard("closed", client -> new Verdict.Deny(Verdict.How.DROP, "closed"));
    }

    @AfterEach
    void stops() {
        grounds.built().ifPresent(house -> {
            house.stop(Duration.ZERO);
            house.status().pools().forEach(pool -> assertEquals(0, pool.active(), "leases"));
        });
    }

    private Event.ConnectionEnded ended() {
        return grounds.events.await(Event.ConnectionEnded.class);
    }

    @Test
    void theFastestThatCanIsChosenAndSaysWhy() throws Exception {
        Plan plan = grounds.open(WEB).plan();
        assertEquals(new Plan.Carried("fast", "in memory"), plan.carried("web"));
        assertEquals(List.of("open", "bind web with a socket", "carry web"), engine.said());
        assertEquals(
                new Plan.Carried("threads", "works everywhere"),
                grounds.plan(WEB.replace("auto", "threads")).carried("web"));
        assertEquals(
                new Plan.Carried("threads", "a filter needs the stream"),
                grounds.plan(WEB.replace("engine: auto", "filters: [plain]")).carried("web"));
    }

    @Test
    void whatEnginesTellIsShownWithWhatTheyCarry() throws Exception {
        House house = grounds.open(WEB);
        assertEquals(
                List.of(
                        new Status.Fact("fast", "", "carries", "web"),
                        new Status.Fact("fast", "memory", "clients cut", "0")),
                house.inquiry().engines());
        engine.told.add("close");
        assertEquals(
                new Status.Fact("fast", "", "failed", "closed"),
                house.inquiry().engines().getLast());
        grounds.apply(WEB.replace("engine: auto", "engine: threads"));
        assertEquals(
                List.of(new Status.Fact("threads", "", "carries", "web")),
                house.inquiry().engines());
    }

    @Test
    void whatNobodyCanCarryIsTold() {
        engine.fit = new Forwarder.Not("not on this machine");
        assertEquals(
                "test:3:57: nobody can carry this listener: fast: not on this machine ",
                problems(WEB.replace("auto", "fast")).lines().findFirst().orElse(""));
        assertTrue(problems(WEB.replace("auto", "fats")).contains("fast?"));
        assertTrue(problems(DATAGRAMS.replace("auto", "threads")).contains("there are no streams of dgram"));
        assertTrue(problems(DATAGRAMS.replace("dgram:", "dgarm:")).contains("dgram?"));
    }

    private String problems(String yaml) {
        Problems problems = new Problems();
        new Planner(grounds.plugs.catalog()).plan(Source.of("test", yaml), java.util.Optional.empty(), problems);
        return problems.sorted().stream()
                .map(one -> one + " " + one.hint() + "\n")
                .reduce("", String::concat);
    }

    @Test
    void aFlowIsSeenCountedAndTold() throws Exception {
        House house = grounds.open(WEB);
        Flow flow = engine.client("10.9.0.1:1");
        Lease lease = assertInstanceOf(Lease.class, flow.decide());
        assertEquals("10.0.0.1:80", lease.address().toString());
        assertEquals(1, grounds.server("app", "10.0.0.1:80").active());
        lease.answered();
        flow.count(10, 20);
        Status.Connection seen = house.connections().getFirst();
        assertEquals(10, seen.sent());
        assertEquals("10.0.0.1:80", seen.server());
        flow.end(End.SERVER_CLOSED, "");
        flow.end(End.CLIENT_RESET, "again does nothing");
        Event.ConnectionEnded end = ended();
        assertEquals(End.SERVER_CLOSED, end.end());
        assertEquals(new Event.Traffic(10, 20), end.traffic());
        assertEquals(new Event.Route("app", "10.0.0.1:80", 1), end.route());
        Status.Listener web = house.status().listeners().getFirst();
        assertEquals(1, web.accepted());
        assertEquals(1, web.ended());
        assertEquals(0, house.status().sessions());
    }

    @Test
    void aFailedAttemptGoesElsewhereAndOursBlamesNobody() throws Exception {
        grounds.open(WEB);
        Flow flow = engine.client("10.9.0.1:1");
        Lease lease = assertInstanceOf(Lease.class, flow.decide());
        Decision next = lease.failed(Lease.Blame.SERVER, "refused");
        assertEquals(
                "10.0.0.2:80", assertInstanceOf(Lease.class, next).address().toString());
        assertEquals("suspect", grounds.server("app", "10.0.0.1:80").state().word());
        Decision.Nobody nobody =
                assertInstanceOf(Decision.Nobody.class, lease.failed(Lease.Blame.EXHAUSTED, "no descriptors"));
        flow.end(nobody.end(), nobody.reason());
        assertEquals(End.LOCAL_ERROR, ended().end());
        assertEquals("up", grounds.server("app", "10.0.0.2:80").state().word());
    }

    @Test
    void limitsHoldForEngines() throws Exception {
        grounds.open(WEB.replace("engine: auto", "max: 1"));
        Flow flow = engine.client("10.9.0.1:1");
        assertNull(engine.arrive("10.9.0.2:1"));
        flow.end(End.CLIENT_CLOSED, "");
        MemoryEngine.served(engine.client("10.9.0.2:1"));
    }

    @Test
    void aCutReachesTheCarrierAndSaysHowItEnds() throws Exception {
        House house = grounds.open(WEB);
        Flow flow = engine.client("10.9.0.1:1");
        flow.decide();
        assertTrue(house.cut(flow.id()));
        assertEquals(List.of(flow), engine.cut);
        flow.end(End.CLIENT_RESET, "what the wire said");
        assertEquals(End.CUT, ended().end());
    }

    @Test
    void aListenerChangesItsEngineWithoutLosingItsSocket() throws Exception {
        grounds.open(WEB);
        engine.said();
        grounds.apply(WEB.replace("auto", "threads"));
        Stage.await(() -> engine.told.contains("drain web"));
        grounds.apply(WEB);
        assertEquals(List.of("drain web", "bind web with a socket", "carry web"), engine.said());
        grounds.apply(WEB + "sessions: 10\n");
        assertEquals(List.of("carry web"), engine.said(), "the same engine goes on");
    }

    @Test
    void anEngineBindsWhatNoTransportCan() throws Exception {
        House house = grounds.open(DATAGRAMS);
        assertEquals(List.of("open", "bind web alone", "carry web"), datagrams.said());
        MemoryEngine.served(datagrams.client("10.9.0.1:1"));
        assertEquals(1, house.status().listeners().getFirst().ended());
        house.stop(Duration.ZERO);
        assertEquals(List.of("drain web", "close"), datagrams.said());
    }

    @Test
    void aDatagramIsRoutedWithoutASeat() throws Exception {
        grounds.open(DATAGRAMS.replace("engine: auto", "datagrams: { mode: datagram }"));
        Lease lease = assertInstanceOf(Lease.class, route());
        datagrams.desk().routed(lease, 2, 100);
        LiveServer server = grounds.server("app", "10.0.0.1:80");
        assertEquals(0, server.active());
        assertEquals(2, server.connections.sum());
        assertEquals(100, server.sent.sum());
        lease.failed(Lease.Blame.SERVER, "port unreachable");
        assertEquals(
                "10.0.0.2:80", assertInstanceOf(Lease.class, route()).address().toString());
        grounds.apply(DATAGRAMS.replace("engine: auto", "guards: [closed], datagrams: { mode: datagram }"));
        assertInstanceOf(Decision.Denied.class, route());
    }

    private Decision route() {
        return datagrams
                .desk()
                .route(new nib.api.Client(
                        "web", nib.api.Address.parse("10.9.0.1:1"), nib.api.Address.parse("10.0.0.80:80")));
    }
}
