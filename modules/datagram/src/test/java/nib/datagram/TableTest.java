package nib.datagram;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.spi.Opening;
import org.junit.jupiter.api.Test;

/** What becomes of sessions, one rule at a time. */
class TableTest {
    private final Town town = new Town();

    @Test
    void aClientStaysWithItsServerAndAnotherHasALineOfItsOwn() {
        assertSame(town.send(1, "a"), town.send(1, "b"));
        town.send(2, "c");
        assertEquals(List.of("a", "b"), town.wires.get(0).carried);
        assertEquals(List.of("c"), town.wires.get(1).carried);
        town.wires.get(1).answer();
        assertEquals(List.of(2), town.answers);
    }

    @Test
    void silenceEndsASessionAndEveryDatagramPutsItOff() {
        town.send(1, "a");
        town.wait(Town.IDLE.minusMillis(1));
        town.last().answer();
        town.wait(Town.IDLE.minusMillis(1));
        assertEquals(List.of(), town.ends());
        town.wait(Duration.ofMillis(1));
        assertEquals(List.of(End.IDLE), town.ends());
        assertTrue(town.last().closed);
        assertEquals(0, town.inside);
    }

    @Test
    void patienceLastsUntilTheNextEnd() {
        assertEquals(-1, town.table().patience(town.clock.nanos()));
        town.send(1, "a");
        town.wait(Duration.ofSeconds(10));
        assertEquals(20_001, town.table().patience(town.clock.nanos()));
    }

    @Test
    void sessionsKeepTheIdleTimeUnderWhichTheyBegan() {
        town.send(1, "a");
        town.table().carry(town.terms(Duration.ofSeconds(5)), town);
        town.send(2, "b");
        town.wait(Duration.ofSeconds(5));
        assertNull(town.visitors.get(0).end);
        assertEquals(End.IDLE, town.visitors.get(1).end);
        town.wait(Duration.ofSeconds(25));
        assertEquals(End.IDLE, town.visitors.get(0).end);
    }

    @Test
    void anUnreachablePortMovesTheSessionWithWhatWasNotAnswered() {
        town.send(1, "a");
        Town.Wire dead = town.last();
        town.down.add(town.servers.getFirst());
        town.send(1, "b");
        assertTrue(dead.closed);
        assertNotEquals(dead.server, town.last().server);
        assertEquals(List.of("a", "b"), town.last().carried);
        assertEquals(List.of(), town.ends());
    }

    @Test
    void whatWasAnsweredIsNotSentAgain() {
        Session<Integer> session = requireNonNull(town.send(1, "a"));
        town.last().answer();
        town.table().refused(session, Unsent.NOTHING);
        assertEquals(List.of(), town.last().carried);
        town.send(1, "b");
        assertEquals(List.of("b"), town.last().carried);
    }

    @Test
    void aSessionEndsWhenNobodyIsLeft() {
        Session<Integer> session = requireNonNull(town.send(1, "a"));
        town.table().refused(session, Unsent.NOTHING);
        town.table().refused(session, Unsent.NOTHING);
        town.table().refused(session, Unsent.NOTHING);
        assertEquals(List.of(End.NO_SERVER), town.ends());
        assertNotSame(session, town.send(1, "b"));
    }

    @Test
    void aSessionIsOverWhenAllIsAnswered() {
        town.limits(0, 1);
        town.send(1, "a");
        town.send(1, "b");
        town.last().answer();
        assertEquals(List.of(), town.ends());
        town.last().answer();
        assertEquals(List.of(End.SERVER_CLOSED), town.ends());
    }

    @Test
    void aFullSessionStillAnswersWhileTheNextHasBegun() {
        town.limits(1, 1);
        town.send(1, "a");
        town.send(1, "b");
        assertEquals(2, town.table().size());
        town.wires.get(0).answer();
        town.wires.get(1).answer();
        assertEquals(List.of(1, 1), town.answers);
        assertEquals(0, town.table().size());
    }

    @Test
    void aServerThatAnswersNobodyIsLeft() {
        town.limits(0, 1);
        town.send(1, "a");
        town.send(1, "a");
        town.send(1, "a");
        town.wait(Duration.ofSeconds(1));
        town.send(1, "a");
        assertEquals(2, town.wires.size());
    }

    @Test
    void aServerThatAnswersOthersIsNotToBlame() {
        town.limits(0, 1);
        for (int client = 1; client <= 4; client++) {
            town.send(client, "a");
        }
        town.send(1, "b");
        town.send(1, "c");
        town.wait(Duration.ofSeconds(1));
        town.wires.get(3).answer(); // the same server as that of the first
        town.send(1, "d");
        assertEquals(4, town.wires.size());
    }

    @Test
    void thoseWithoutAnAnswerGoFirstThenThoseThatOnlyAskedOnce() {
        town.limit = 3;
        town.send(1, "a");
        town.last().answer();
        town.send(1, "b"); // it talks
        town.send(2, "a");
        town.last().answer();
        town.send(3, "a");
        town.send(4, "a");
        assertEquals(End.LIMIT, town.visitors.get(2).end);
        town.last().answer();
        town.send(5, "a");
        assertEquals(End.LIMIT, town.visitors.get(1).end);
    }

    @Test
    void whoTalksDoesNotGoForANewcomerUnlessItHasGoneQuiet() {
        town.limit = 1;
        town.send(1, "a");
        town.last().answer();
        town.send(1, "b");
        assertNull(town.send(2, "a"));
        assertEquals(1, town.crowded);
        town.wait(Town.IDLE.dividedBy(4));
        town.send(2, "a");
        assertEquals(End.LIMIT, town.visitors.getFirst().end);
    }

    @Test
    void theDeniedTakeNoPlaceAndNoLine() {
        town.denied = true;
        assertNull(town.send(1, "a"));
        assertEquals(List.of(End.DENIED), town.ends());
        assertEquals(List.of(), town.wires);
        assertEquals(0, town.inside);
    }

    @Test
    void aPreambleStandsBeforeTheFirstDatagramToEachServer() {
        town.preamble = "p:";
        Session<Integer> session = requireNonNull(town.send(1, "a"));
        town.send(1, "b");
        assertEquals(List.of("p:a", "b"), town.last().carried);
        town.last().answer();
        town.table().refused(session, Unsent.NOTHING);
        town.send(1, "c");
        assertEquals(List.of("p:c"), town.last().carried);
    }

    @Test
    void aPreambleStandsBeforeEveryDatagramIfItWants() {
        town.preamble = "p:";
        town.everyDatagram = true;
        town.send(1, "a");
        town.send(1, "b");
        assertEquals(List.of("p:a", "p:b"), town.last().carried);
    }

    @Test
    void whatAnOpeningConsumesIsNotHandedOn() {
        town.opening(new Opening() {
            @Override
            public int most() {
                return 10;
            }

            @Override
            public Answer read(ByteBuffer first, boolean whole, Client client) {
                assertTrue(whole);
                return first.remaining() < 2
                        ? new More(2)
                        : new Done(2, client.seenAs(Address.parse("10.9.9.9:9"), Town.LOCAL), null);
            }

            @Override
            public Answer silence(ByteBuffer first, Client client) {
                return new Bad("silence");
            }
        });
        town.send(1, "xxa");
        assertEquals(List.of("a"), town.last().carried);
        assertEquals(
                Address.parse("10.9.9.9:9"), town.visitors.getFirst().client().address());
        assertNull(town.send(2, "x"));
        assertEquals(End.MALFORMED, town.visitors.get(1).end);
    }

    @Test
    void drainingKeepsSessionsAndLetsNobodyIn() {
        town.send(1, "a");
        town.table().drain();
        assertNull(town.send(2, "a"));
        town.send(1, "b");
        assertEquals(List.of("a", "b"), town.last().carried);
        assertEquals(0, town.drained);
        town.wait(Town.IDLE);
        assertEquals(1, town.drained);
    }

    @Test
    void cuttingEndsAllAtOnce() {
        town.send(1, "a");
        town.send(2, "a");
        Town.Visitor first = town.visitors.getFirst();
        first.carrier.cut(first);
        assertEquals(List.of(End.CUT), town.ends());
        town.table().cut();
        assertEquals(List.of(End.CUT, End.CUT), town.ends());
        assertEquals(1, town.drained);
    }

    @Test
    void datagramsOfOneClientAreBalancedOneByOne() {
        town.single();
        for (int i = 0; i < 6; i++) {
            town.send(1, "a" + i);
        }
        assertEquals(List.of("a0", "a3"), town.wires.get(0).carried);
        assertEquals(3, town.wires.size());
        assertEquals(6, town.routed.size());
        assertEquals(0, town.table().size());
    }

    @Test
    void aDatagramGoesToAnotherServerWhenOneIsGone() {
        town.single();
        town.send(1, "a");
        town.down.add(town.servers.getFirst());
        town.send(1, "b");
        town.send(1, "c");
        town.send(1, "d");
        assertEquals(List.of("a"), town.wires.getFirst().carried);
        assertEquals(4, town.routed.size());
    }
}
