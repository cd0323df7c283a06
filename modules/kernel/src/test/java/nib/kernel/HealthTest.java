package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nib.api.ServerState;
import nib.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every arrow of the state diagram at {@link ServerState}, and those that must not be there. */
class HealthTest {
    private static final long BLACKLIST = Duration.ofSeconds(30).toNanos();

    private final ManualClock clock = new ManualClock();
    private final List<String> changes = new ArrayList<>();
    private final LiveServer server = new LiveServer(
            new ServerSettings(
                    Endpoint.parse("10.0.0.1:80"),
                    Optional.empty(),
                    1,
                    0,
                    0,
                    0,
                    ServerSettings.Wish.READY,
                    Optional.empty(),
                    List.of()),
            (one, from, to, reason) -> changes.add(from.word() + " to " + to.word() + ": " + reason));
    private final Health health = server.health;

    /** Every test says all changes that it expects. */
    @AfterEach
    void nothingElseHappened() {
        assertEquals(List.of(), changes);
    }

    @Test
    void beginsUp() {
        assertEquals(ServerState.UP, health.state());
        assertEquals("", health.reason());
    }

    @Test
    void isSuspectedForTheBlacklistTimeAfterAConnectFailed() {
        health.failed("refused", BLACKLIST, clock);
        expect(ServerState.SUSPECT, "up to suspect: refused");
        clock.advance(Duration.ofSeconds(30).minusNanos(1));
        expect(ServerState.SUSPECT);
        clock.advance(Duration.ofNanos(1));
        expect(ServerState.UP, "suspect to up: blacklist time is over");
    }

    @Test
    void isSuspectedAnewWithEachFailure() {
        health.failed("refused", BLACKLIST, clock);
        clock.advance(Duration.ofSeconds(20));
        health.failed("refused", BLACKLIST, clock);
        clock.advance(Duration.ofSeconds(29));
        expect(ServerState.SUSPECT, "up to suspect: refused");
        clock.advance(Duration.ofSeconds(1));
        expect(ServerState.UP, "suspect to up: blacklist time is over");
        assertEquals(0, clock.waiting());
    }

    @Test
    void isNotSuspectedWithoutABlacklistTime() {
        health.failed("refused", 0, clock);
        expect(ServerState.UP);
    }

    @Test
    void isTrustedAgainWhenItAnswers() {
        health.failed("refused", BLACKLIST, clock);
        health.succeeded();
        expect(ServerState.UP, "up to suspect: refused", "suspect to up: it answered");
        assertEquals(0, clock.waiting(), "no timer is left");
    }

    @Test
    void isTrustedAgainAfterGoodProbes() {
        health.failed("refused", BLACKLIST, clock);
        health.probeGood(2);
        expect(ServerState.SUSPECT, "up to suspect: refused");
        health.probeGood(2);
        expect(ServerState.UP, "suspect to up: 2 probes answered");
        assertEquals(0, clock.waiting(), "no timer is left");
    }

    @Test
    void aFailedConnectCountsProbesFromTheBeginning() {
        health.probeGood(2);
        health.failed("refused", BLACKLIST, clock);
        health.probeGood(2);
        expect(ServerState.SUSPECT, "up to suspect: refused");
    }

    @Test
    void isDownAfterAsManyBadProbesAsItTakes() {
        health.probeBad(3, "probe: refused");
        health.probeBad(3, "probe: refused");
        expect(ServerState.UP);
        health.probeBad(3, "probe: timed out");
        expect(ServerState.DOWN, "up to down: probe: timed out");
        health.probeBad(3, "probe: refused");
        expect(ServerState.DOWN);
    }

    @Test
    void aGoodProbeBetweenBadOnesStartsTheCountAnew() {
        health.probeBad(2, "bad");
        health.probeGood(1);
        health.probeBad(2, "bad");
        expect(ServerState.UP);
    }

    @Test
    void isUpAgainAfterAsManyGoodProbesAsItTakes() {
        down();
        health.probeGood(2);
        health.probeBad(3, "bad");
        health.probeGood(2);
        expect(ServerState.DOWN);
        health.probeGood(2);
        expect(ServerState.UP, "down to up: 2 probes answered");
    }

    @Test
    void goodProbesForgiveAFailedConnectToo() {
        health.failed("refused", BLACKLIST, clock);
        health.probeBad(1, "bad");
        health.probeGood(1);
        expect(ServerState.UP, "up to suspect: refused", "suspect to down: bad", "down to up: 1 probes answered");
    }

    @Test
    void theBlacklistTimeDoesNotBringAServerUpThatIsDown() {
        health.failed("refused", BLACKLIST, clock);
        health.probeBad(1, "bad");
        changes.clear();
        clock.advance(Duration.ofSeconds(30));
        health.succeeded();
        expect(ServerState.DOWN);
        health.probeGood(1);
        expect(ServerState.UP, "down to up: 1 probes answered");
    }

    @Test
    void isUpAgainWhenNobodyProbesItAnyMore() {
        down();
        health.unprobed();
        expect(ServerState.UP, "down to up: no probe");
    }

    @Test
    void isDownWhileItsNameIsNotKnown() {
        health.lost(true, "its name is not known");
        expect(ServerState.DOWN, "up to down: its name is not known");
        health.probeGood(1);
        expect(ServerState.DOWN);
        health.lost(false, "its name is known");
        expect(ServerState.UP, "down to up: its name is known");
    }

    @Test
    void isDrainedAndReadyAgainByWish() {
        health.wish(ServerSettings.Wish.DRAIN);
        expect(ServerState.DRAIN, "up to drain: by command or configuration");
        health.wish(ServerSettings.Wish.MAINT);
        expect(ServerState.MAINT, "drain to maint: by command or configuration");
        health.wish(ServerSettings.Wish.READY);
        expect(ServerState.UP, "maint to up: by command or configuration");
    }

    @Test
    void whatHappensMeanwhileCountsWhenItIsReadyAgain() {
        health.wish(ServerSettings.Wish.MAINT);
        health.probeBad(1, "bad");
        health.failed("refused", BLACKLIST, clock);
        expect(ServerState.MAINT, "up to maint: by command or configuration");
        health.wish(ServerSettings.Wish.READY);
        expect(ServerState.DOWN, "maint to down: by command or configuration");
        health.probeGood(1);
        expect(ServerState.UP, "down to up: 1 probes answered");
    }

    @Test
    void itsBlacklistTimePassesWhileItIsDrained() {
        health.failed("refused", BLACKLIST, clock);
        health.wish(ServerSettings.Wish.DRAIN);
        clock.advance(Duration.ofSeconds(30));
        changes.clear();
        health.wish(ServerSettings.Wish.READY);
        expect(ServerState.UP, "drain to up: by command or configuration");
    }

    @Test
    void takesNobodyOnceItIsRemovedAndLeavesNoTimer() {
        health.failed("refused", BLACKLIST, clock);
        changes.clear();
        health.retire();
        expect(ServerState.DRAIN);
        health.failed("a client that was still on its way", BLACKLIST, clock);
        assertEquals(0, clock.waiting());
    }

    @Test
    void saysWhyItIsAsItIs() {
        health.failed("refused", BLACKLIST, clock);
        assertEquals("refused", health.reason());
        changes.clear();
    }

    private void down() {
        health.probeBad(1, "bad");
        changes.clear();
    }

    private void expect(ServerState state, String... happened) {
        assertEquals(state, health.state());
        assertEquals(List.of(happened), changes);
        changes.clear();
    }
}
