package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import nib.api.End;
import nib.api.Event;
import nib.api.Verdict;
import nib.spi.Guard;
import nib.testkit.EventRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards judge before anything else happens, and who is sent away never reaches a server. */
@Timeout(20)
class GuardsTest {
    private static final Guard OPEN = client -> new Verdict.Allow("everybody");

    private static Stage stage(String more, UnaryOperator<Plugs> plugs) {
        return new Stage("""
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app, %s }
                pools:
                  app: { policy: in-order, servers: ["10.0.0.1:80"] }
                  other: { policy: in-order, servers: ["10.0.0.9:80"] }
                """.formatted(more), plugs);
    }

    @Test
    void aGuardThatDoesNotReturnIsNamed() {
        EventRecorder neverHears = new EventRecorder();
        Stage stage = stage(
                "guards: [slow]",
                plugs -> plugs.guard("slow", client -> {
                    neverHears.await(Event.AcceptPaused.class);
                    return new Verdict.Allow("at last");
                }));
        stage.client();
        stage.await(Session.Phase.JUDGING);
        Stage.await(() -> {
            stage.pass(Duration.ofMillis(250));
            return !stage.host.events().all(Event.PluginStuck.class).isEmpty();
        });
        Event.PluginStuck stuck = stage.host.events().await(Event.PluginStuck.class);
        assertEquals("web", stuck.listener());
        assertTrue(stuck.place().startsWith("nib.testkit."), stuck::place);
        neverHears.on(new Event.AcceptPaused("web", true, ""));
    }

    private static Stage denying(Verdict.How how) {
        return stage("guards: [no]", plugs -> plugs.guard("no", client -> new Verdict.Deny(how, "not today")));
    }

    @Test
    void whoIsClosedHearsTheEnd() throws IOException {
        Stage stage = denying(Verdict.How.DENY);
        stage.client().hearsEnd();
        denied(stage, "not today");
    }

    @Test
    void whoIsResetIsReset() {
        Stage stage = denying(Verdict.How.RESET);
        stage.client().isReset();
        denied(stage, "not today");
    }

    @Test
    void whoIsDroppedIsResetWhereNothingBetterIsToBeHad() {
        Stage stage = denying(Verdict.How.DROP);
        stage.client().isReset();
        denied(stage, "not today");
    }

    @Test
    void guardsAreAskedInOrderUntilOneSaysNo() {
        List<String> asked = new CopyOnWriteArrayList<>();
        Stage stage = stage(
                "guards: [first, second, third]",
                plugs -> plugs.guard("first", client -> {
                            asked.add("first");
                            return new Verdict.Allow("");
                        })
                        .guard("second", client -> {
                            asked.add("second");
                            return new Verdict.Deny(Verdict.How.DENY, "by the second");
                        })
                        .guard("third", client -> {
                            asked.add("third");
                            return new Verdict.Allow("");
                        }));
        stage.client();
        denied(stage, "by the second");
        assertEquals(List.of("first", "second"), asked);
    }

    @Test
    void theLastGuardThatNamesAPoolHasItsWay() throws Exception {
        Stage stage = stage(
                "guards: [here, there, open]",
                plugs -> plugs.guard("here", client -> new Verdict.ToPool("app", ""))
                        .guard("there", client -> new Verdict.ToPool("other", ""))
                        .guard("open", OPEN));
        stage.client().finishes();
        stage.net.server("10.0.0.9:80").hearsEnd().finishes();
        assertEquals("other", stage.ended().route().pool());
        stage.awaitEmpty();
    }

    @Test
    void aGuardThatThrowsLetsNobodyIn() {
        Stage stage = stage(
                "guards: [broken, open]",
                plugs -> plugs.guard("broken", client -> {
                            throw new IllegalStateException("line one\nline two");
                        })
                        .guard("open", OPEN));
        stage.client();
        denied(stage, "a guard failed");
        Event.PluginFailed failed = stage.host.events().await(Event.PluginFailed.class);
        assertEquals("guard", failed.kind());
        assertEquals("line one\\u000aline two", failed.reason(), "one line, whatever a plugin says");
    }

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // on purpose
    void aGuardThatSaysNothingLetsNobodyIn() {
        Stage stage = stage("guards: [mute]", plugs -> plugs.guard("mute", client -> null));
        stage.client();
        denied(stage, "a guard failed");
    }

    @Test
    void aPoolThatIsNotThereLetsNobodyIn() {
        Stage stage =
                stage("guards: [lost]", plugs -> plugs.guard("lost", client -> new Verdict.ToPool("nowhere", "")));
        stage.client();
        Event.ConnectionEnded end = stage.ended();
        assertEquals(End.PLUGIN_ERROR, end.end());
        assertEquals("no pool nowhere", end.reason());
        assertTrue(stage.net.asked().isEmpty(), "no server was asked");
        stage.awaitEmpty();
    }

    @Test
    void oneClientHasSoManyConnectionsAndNoMore() throws Exception {
        Stage stage = stage("per-client: { max: 2 }", plugs -> plugs);
        Peer one = stage.client("10.9.0.1");
        Peer first = stage.net.server("10.0.0.1:80");
        stage.client("10.9.0.1");
        stage.net.server("10.0.0.1:80");
        stage.client("10.9.0.1").hearsEnd();
        Event.ConnectionEnded end = stage.ended();
        assertEquals(End.LIMIT, end.end());
        assertEquals("one client has 2 connections", end.reason());
        stage.client("10.9.0.2");
        stage.net.server("10.0.0.1:80");
        one.finishes();
        first.hearsEnd().finishes();
        stage.ended();
        stage.client("10.9.0.1");
        stage.net.server("10.0.0.1:80");
    }

    @Test
    void whoIsDeniedDoesNotCountAsAConnectionOfTheClient() {
        Stage stage = stage(
                "per-client: { max: 1 }, guards: [no]",
                plugs -> plugs.guard("no", client -> new Verdict.Deny(Verdict.How.DENY, "no")));
        for (int i = 0; i < 3; i++) {
            stage.client();
            denied(stage, "no");
        }
    }

    private static void denied(Stage stage, String reason) {
        Event.ConnectionEnded end = stage.ended();
        assertEquals(End.DENIED, end.end(), end::toString);
        assertEquals(reason, end.reason());
        assertEquals(new Event.Route(null, null, 0), end.route());
        assertTrue(stage.net.asked().isEmpty(), "no server was asked");
        stage.awaitEmpty();
    }
}
