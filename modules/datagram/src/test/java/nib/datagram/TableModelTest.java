package nib.datagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * A table and what must be true of it go through the same steps: datagrams of clients and servers in any order, servers
 * that come and go, time, evictions, cuts and reloads.
 */
class TableModelTest {
    private static final int CLIENTS = 8;

    enum Act {
        ASK,
        ASK_AGAIN,
        ANSWER,
        REFUSE,
        SERVER,
        WAIT,
        CUT,
        RELOAD
    }

    /** What to do, and with which of them. */
    record Step(Act act, int number) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Act.class), Arbitraries.integers().between(0, 1000))
                .as(Step::new)
                .list()
                .ofMaxSize(150);
    }

    @Property(tries = 500)
    void everyAnswerReachesTheClientOfItsSessionAndNothingIsMixedLostOrKept(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(min = 1, max = 6) int limit,
            @ForAll @IntRange(max = 2) int requests,
            @ForAll @IntRange(max = 2) int responses) {
        Town town = new Town().limits(requests, responses);
        town.limit = limit;
        Map<Integer, Integer> said = new HashMap<>();
        for (Step step : steps) {
            take(town, step, said);
            assertTrue(town.inside <= limit && town.inside == town.table().size());
            assertEquals(
                    town.table().size(),
                    town.wires.stream().filter(wire -> !wire.closed).count(),
                    "a line a session");
        }
        town.flush();
        town.wires.forEach(TableModelTest::carriesOneClientInOrder);
        town.table().cut();
        assertEquals(0, town.inside);
        assertEquals(1, town.drained);
        assertEquals(town.visitors.size(), town.ends().size());
        assertTrue(town.wires.stream().allMatch(wire -> wire.closed));
    }

    private static void take(Town town, Step step, Map<Integer, Integer> said) {
        if (step.act != Act.ASK_AGAIN) {
            town.flush();
        }
        switch (step.act) {
            case ASK, ASK_AGAIN -> { // again: in one batch with those before
                int client = 1 + step.number % CLIENTS;
                int number = said.merge(client, 1, Integer::sum);
                town.send(client, client + "-" + number);
            }
            case ANSWER -> answer(town, step.number);
            case REFUSE -> {
                Town.Wire wire = pick(town, step.number);
                if (wire != null && wire.session != null && !wire.closed) {
                    town.table().refused(wire.session, Unsent.NOTHING);
                }
            }
            case SERVER -> {
                var server = town.servers.get(step.number % town.servers.size());
                if (!town.down.remove(server)) {
                    town.down.add(server);
                }
            }
            case WAIT -> town.wait(Duration.ofMillis(step.number * 20L));
            case CUT -> {
                if (!town.visitors.isEmpty()) {
                    Town.Visitor one = town.visitors.get(step.number % town.visitors.size());
                    one.carrier.cut(one);
                }
            }
            case RELOAD -> town.table().carry(town.terms(Duration.ofSeconds(1 + step.number % 40)), town);
        }
    }

    /** A server answers on any line that ever was; only whoever asked through that line may hear it. */
    private static void answer(Town town, int number) {
        Town.Wire wire = pick(town, number);
        if (wire == null || wire.carried.isEmpty()) {
            return;
        }
        List<Integer> before = new ArrayList<>(town.answers);
        boolean open = !wire.closed;
        wire.answer();
        if (open) {
            before.add(client(wire.carried.getFirst()));
        }
        assertEquals(before, town.answers);
    }

    private static Town.@org.jspecify.annotations.Nullable Wire pick(Town town, int number) {
        return town.wires.isEmpty() ? null : town.wires.get(number % town.wires.size());
    }

    private static int client(String text) {
        return Integer.parseInt(text.substring(0, text.indexOf('-')));
    }

    private static void carriesOneClientInOrder(Town.Wire wire) {
        int last = 0;
        for (String text : wire.carried) {
            assertEquals(client(wire.carried.getFirst()), client(text));
            int number = Integer.parseInt(text.substring(text.indexOf('-') + 1));
            assertTrue(number > last, () -> "out of order: " + wire.carried);
            last = number;
        }
    }
}
