package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import nib.api.Address;
import nib.api.End;
import nib.api.Event;
import nib.api.Fact;
import nib.api.Verdict;
import nib.spi.Filter;
import nib.spi.Guard;
import nib.spi.Wire;
import nib.spi.WrappedWire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Filters stand in the stream, and each costs its own connection at most. */
@Timeout(20)
class FiltersTest {
    private static final Guard NOBODY = client -> new Verdict.Deny(Verdict.How.DENY, "nobody may");

    private final List<String> steps = new CopyOnWriteArrayList<>();

    private Stage stage(String filters, String poolFilters, UnaryOperator<Plugs> plugs) {
        return new Stage(
                """
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app, filters: [%s] }
                pools:
                  app:
                    policy: in-order
                    servers: ["10.0.0.1:80", "10.0.0.2:80"]
                    filters: [%s]
                  other: { policy: in-order, servers: ["10.0.0.9:80"] }
                  closed: { policy: in-order, servers: ["10.0.0.8:80"], guards: [nobody] }
                """.formatted(filters, poolFilters), all -> plugs.apply(all).guard("nobody", NOBODY));
    }

    private Filter noting(String name) {
        return (connection, next) -> {
            steps.add(name + " in");
            next.handle(connection);
            steps.add(name + " out");
        };
    }

    @Test
    void filtersStandInTheOrderOfTheFile() throws Exception {
        Stage stage = stage(
                "a, b",
                "c, d",
                plugs -> plugs.filter("a", noting("a"))
                        .filter("b", noting("b"))
                        .filter("c", noting("c"))
                        .filter("d", noting("d")));
        stage.client().finishes();
        stage.net.server("10.0.0.1:80").hearsEnd().finishes();
        assertEquals(End.CLIENT_CLOSED, stage.ended().end());
        assertEquals(List.of("a in", "b in", "c in", "d in", "d out", "c out", "b out", "a out"), steps);
        stage.awaitEmpty();
    }

    @Test
    void aFilterMayReadBeforeAndWrapTheWire() throws Exception {
        Stage stage = stage(
                "greeting, shouting",
                "",
                plugs -> plugs.filter("greeting", (connection, next) -> {
                            ByteBuffer name = ByteBuffer.allocate(3);
                            while (name.hasRemaining()) {
                                connection.wire().read(name);
                            }
                            connection.client().learn(Fact.SERVER_NAME, "seen");
                            next.handle(connection);
                        })
                        .filter(
                                "shouting",
                                (connection, next) -> next.handle(connection.with(new Shouting(connection.wire())))));
        Peer client = stage.client().says("hi!").says("to the server").finishes();
        stage.net
                .server("10.0.0.1:80")
                .hears("TO THE SERVER")
                .hearsEnd()
                .says("back")
                .finishes();
        client.hears("back").hearsEnd();
        Event.ConnectionEnded end = stage.ended();
        assertEquals(new Event.Traffic(13, 4), end.traffic());
        assertEquals("seen", end.client().fact(Fact.SERVER_NAME));
    }

    @Test
    void aFilterMayChooseThePool() throws Exception {
        Stage stage = stage("elsewhere", "", plugs -> plugs.filter("elsewhere", sendingTo("other")));
        stage.client().finishes();
        stage.net.server("10.0.0.9:80").hearsEnd().finishes();
        assertEquals(new Event.Route("other", "10.0.0.9:80", 1), stage.ended().route());
        stage.awaitEmpty();
    }

    @Test
    void aPoolThatAFilterChoosesIsGuardedAsAnyOther() {
        Stage stage = stage("elsewhere", "", plugs -> plugs.filter("elsewhere", sendingTo("closed")));
        stage.client();
        ended(stage, End.DENIED, "nobody may");
        assertTrue(stage.net.asked().isEmpty(), "no server was asked");
    }

    @Test
    void aPoolThatIsNotThereEndsTheConnection() {
        Stage stage = stage("elsewhere", "", plugs -> plugs.filter("elsewhere", sendingTo("nowhere")));
        stage.client();
        ended(stage, End.PLUGIN_ERROR, "no pool nowhere");
    }

    private static Filter sendingTo(String pool) {
        return (connection, next) -> next.handle(connection.toPool(pool));
    }

    @Test
    void aFilterThatDoesNotGoOnEndsTheConnection() throws Exception {
        Stage stage = stage(
                "end",
                "",
                plugs -> plugs.filter("end", (connection, next) -> {
                    connection.wire().write(ByteBuffer.wrap("bye".getBytes(StandardCharsets.UTF_8)));
                }));
        stage.client().hears("bye").hearsEnd();
        ended(stage, End.CLIENT_CLOSED, "a filter ended it");
        assertTrue(stage.net.asked().isEmpty(), "no server was asked");
    }

    @Test
    void aFilterThatCannotReadItsClientEndsTheConnection() {
        Stage stage = stage(
                "broken",
                "",
                plugs -> plugs.filter("broken", (connection, next) -> {
                    throw new IOException("no hello\nbut noise");
                }));
        stage.client();
        ended(stage, End.CLIENT_RESET, "no hello\\u000abut noise");
    }

    @Test
    void aFilterThatThrowsBeforeCostsItsOwnConnection() {
        Stage stage = stage(
                "broken",
                "",
                plugs -> plugs.filter("broken", (connection, next) -> {
                    throw new IllegalStateException("my mistake");
                }));
        stage.client();
        ended(stage, End.PLUGIN_ERROR, "my mistake");
        assertEquals("my mistake", failure(stage).reason());
        assertTrue(stage.net.asked().isEmpty(), "no server was asked");
    }

    @Test
    void aFilterThatLacksAClassCostsItsOwnConnection() {
        Stage stage = stage(
                "broken",
                "",
                plugs -> plugs.filter("broken", (connection, next) -> {
                    throw new NoClassDefFoundError("some/Library");
                }));
        stage.client();
        ended(stage, End.PLUGIN_ERROR, "some/Library");
    }

    @Test
    void aFilterThatThrowsAfterwardsChangesNothing() throws Exception {
        Stage stage = stage(
                "broken",
                "",
                plugs -> plugs.filter("broken", (connection, next) -> {
                    next.handle(connection);
                    throw new IllegalStateException("too late");
                }));
        Peer client = stage.client().says("hello").finishes();
        stage.net.server("10.0.0.1:80").hears("hello").hearsEnd().says("all").finishes();
        client.hears("all").hearsEnd();
        Event.ConnectionEnded end = stage.ended();
        assertEquals(End.CLIENT_CLOSED, end.end());
        assertEquals(new Event.Traffic(5, 3), end.traffic());
        assertEquals("too late", failure(stage).reason());
    }

    @Test
    void aFilterThatGoesOnTwiceTakesNoSecondSeat() throws Exception {
        Stage stage = stage(
                "twice",
                "",
                plugs -> plugs.filter("twice", (connection, next) -> {
                    next.handle(connection);
                    next.handle(connection);
                }));
        stage.client().finishes();
        stage.net.server("10.0.0.1:80").hearsEnd().finishes();
        assertEquals(End.CLIENT_CLOSED, stage.ended().end());
        assertEquals("a filter went on twice", failure(stage).reason());
        assertEquals(1, stage.net.asked().size());
        stage.awaitEmpty();
    }

    @Test
    void aWireThatThrowsEndsBothDirections() throws Exception {
        Stage stage = stage(
                "broken",
                "",
                plugs -> plugs.filter(
                        "broken",
                        (connection, next) -> next.handle(connection.with(new Shouting(connection.wire()) {
                            @Override
                            public void write(ByteBuffer from) {
                                throw new IllegalStateException("cannot encode");
                            }
                        }))));
        Peer client = stage.client();
        stage.net.server("10.0.0.1:80").says("x").isReset();
        client.isReset();
        ended(stage, End.PLUGIN_ERROR, "cannot encode");
    }

    @Test
    void aFilterOfAPoolThatFailsIsAFailedAttempt() throws Exception {
        Stage stage = stage(
                "",
                "picky",
                plugs -> plugs.filter("picky", (connection, next) -> {
                    Address address = connection.wire().remote();
                    if (address.equals(Address.parse("10.0.0.1:80"))) {
                        throw new IOException("its certificate has expired");
                    }
                    next.handle(connection);
                }));
        stage.client().finishes();
        stage.net.server("10.0.0.1:80").hearsEnd();
        stage.net.server("10.0.0.2:80").hearsEnd().finishes();
        assertEquals(new Event.Route("app", "10.0.0.2:80", 2), stage.ended().route());
        Event.AttemptFailed failed = stage.host.events().await(Event.AttemptFailed.class);
        assertEquals("10.0.0.1:80 its certificate has expired", failed.server() + " " + failed.reason());
        assertEquals(
                nib.api.ServerState.SUSPECT, stage.server("app", "10.0.0.1:80").state());
        stage.awaitEmpty();
    }

    @Test
    void aFilterOfAPoolThatDoesNotGoOnIsAFailedAttempt() throws Exception {
        Stage stage = stage("", "lazy", plugs -> plugs.filter("lazy", (connection, next) -> {}));
        stage.client();
        ended(stage, End.NO_SERVER, "a filter gave up");
        assertEquals(2, stage.net.asked().size(), "each server was asked");
    }

    @Test
    void aFilterOfAPoolKnowsTheServerAndThePool() throws Exception {
        Stage stage = stage(
                "",
                "curious",
                plugs -> plugs.filter("curious", (connection, next) -> {
                    steps.add(connection.pool() + "/"
                            + java.util.Objects.requireNonNull(connection.server())
                                    .name());
                    next.handle(connection);
                }));
        stage.client().finishes();
        stage.net.server("10.0.0.1:80").hearsEnd().finishes();
        stage.ended();
        assertEquals(List.of("app/10.0.0.1:80"), steps);
    }

    @Test
    void aServerThatSaysNothingToAFilterOfItsPoolIsAFailedAttempt() throws Exception {
        Stage stage = stage("", "handshake", plugs -> plugs.filter("handshake", FiltersTest::handshake));
        stage.client().finishes();
        Peer silent = stage.net.server("10.0.0.1:80");
        stage.pass(Duration.ofSeconds(5));
        stage.pass(Duration.ofMillis(1));
        silent.isReset();
        stage.net.server("10.0.0.2:80").says("!").hearsEnd().finishes();
        assertEquals(new Event.Route("app", "10.0.0.2:80", 2), stage.ended().route());
        stage.awaitEmpty();
    }

    @Test
    void aClientIsCutWhileAFilterWaitsForItsServer() throws Exception {
        Stage stage = stage("", "handshake", plugs -> plugs.filter("handshake", FiltersTest::handshake));
        Peer client = stage.client();
        Peer silent = stage.net.server("10.0.0.1:80");
        stage.sessions.cut(session -> true, End.CUT, "by command");
        silent.isReset();
        client.isReset();
        ended(stage, End.CUT, "by command");
    }

    private static void handshake(nib.spi.Connection connection, Filter.Next next) throws IOException {
        connection.wire().read(ByteBuffer.allocate(1));
        next.handle(connection);
    }

    private static void ended(Stage stage, End end, String reason) {
        Event.ConnectionEnded event = stage.ended();
        assertEquals(end, event.end(), event::toString);
        assertEquals(reason, event.reason());
        stage.awaitEmpty();
    }

    private static Event.PluginFailed failure(Stage stage) {
        return stage.host.events().await(Event.PluginFailed.class);
    }

    /** What is read becomes louder. */
    private static class Shouting extends WrappedWire {
        Shouting(Wire inner) {
            super(inner);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int from = into.position();
            int count = inner.read(into);
            for (int i = from; i < from + count; i++) {
                into.put(i, (byte) Character.toUpperCase(into.get(i)));
            }
            return count;
        }
    }
}
