package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** A table and a map go through the same steps. Small enough, a table gives up exactly the longest unused. */
class TrackingTableModelTest {
    private static final int CLIENTS = 24;
    private static final int TTL = 5;

    enum Act {
        FIND,
        PEEK,
        PUT,
        FORGET,
        FORGET_SERVER,
        SWEEP,
        WAIT
    }

    /** What to do, with which client, and which server or how many seconds. */
    record Step(Act act, int client, int number) {}

    private record Entry(String server, int lastUse) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Act> act = Arbitraries.frequency(
                Tuple.of(4, Act.FIND),
                Tuple.of(2, Act.PEEK),
                Tuple.of(12, Act.PUT),
                Tuple.of(2, Act.FORGET),
                Tuple.of(1, Act.FORGET_SERVER),
                Tuple.of(1, Act.SWEEP),
                Tuple.of(4, Act.WAIT));
        Arbitrary<Integer> client = Arbitraries.integers().between(0, CLIENTS - 1);
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 3);
        return Combinators.combine(act, client, number).as(Step::new).list().ofMaxSize(150);
    }

    @Property(tries = 500)
    void remembersAsAMapInOrderOfUse(
            @ForAll long key, @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 16) int capacity) {
        new Pair(new TrackingTable<>(capacity, TTL, new SipHash(key, 0), 1), capacity, 1).go(steps);
    }

    @Property(tries = 500)
    void remembersAsManyInSegments(
            @ForAll long key, @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 16) int capacity) {
        new Pair(new TrackingTable<>(capacity, TTL, new SipHash(key, 0), 4), capacity, 4).go(steps);
    }

    /** The table and its model. */
    private record Pair(TrackingTable<String> table, int capacity, int segments, Map<Integer, Entry> model) {
        Pair(TrackingTable<String> table, int capacity, int segments) {
            this(table, capacity, segments, new HashMap<>());
        }

        void go(List<Step> steps) {
            int now = 0;
            for (Step step : steps) {
                if (step.act == Act.WAIT) {
                    now += step.number;
                } else {
                    take(step, now);
                }
                assertEquals(model, entries());
                assertEquals(model.size(), table.size());
            }
        }

        private void take(Step step, int now) {
            int client = step.client;
            String server = "server " + step.number;
            switch (step.act) {
                case FIND -> {
                    String found = table.find(high(client), client, now);
                    assertEquals(known(client, now), found);
                    if (found != null) {
                        model.put(client, new Entry(found, now));
                    }
                }
                case PEEK -> assertEquals(known(client, now), table.peek(high(client), client, now));
                case PUT -> put(client, server, now);
                case FORGET -> assertEquals(model.remove(client) != null, table.forget(high(client), client));
                case FORGET_SERVER -> {
                    int before = model.size();
                    model.values().removeIf(entry -> entry.server.equals(server));
                    assertEquals(before - model.size(), table.forgetIf(server::equals));
                }
                case SWEEP -> sweep(now);
                case WAIT -> throw new AssertionError("time is not the table's");
            }
        }

        private void put(int client, String server, int now) {
            table.put(high(client), client, server, now);
            boolean full = model.size() == capacity && !model.containsKey(client);
            model.put(client, new Entry(server, now));
            if (full) {
                Map<Integer, Entry> gone = new HashMap<>(model);
                gone.keySet().removeAll(entries().keySet());
                assertEquals(1, gone.size(), "one gives way to one");
                model.keySet().removeAll(gone.keySet());
                if (segments == 1) {
                    Entry given = gone.values().iterator().next();
                    int oldest = Collections.min(
                            model.values().stream().map(Entry::lastUse).toList());
                    assertTrue(given.lastUse <= oldest || capacity == 1, () -> given + " was not the oldest");
                }
            }
        }

        private void sweep(int now) {
            int gone = 0;
            for (int call = 0; call < segments; call++) {
                gone += table.expire(now);
            }
            int before = model.size();
            model.values().removeIf(entry -> now - entry.lastUse > TTL);
            assertEquals(before - model.size(), gone);
        }

        private @Nullable String known(int client, int now) {
            Entry entry = model.get(client);
            return entry == null || now - entry.lastUse > TTL ? null : entry.server;
        }

        private Map<Integer, Entry> entries() {
            Map<Integer, Entry> entries = new HashMap<>();
            table.each((high, low, server, lastUse) -> {
                assertEquals(high((int) low), high, "both halves of one key");
                assertEquals(null, entries.put((int) low, new Entry(server, lastUse)), "each client once");
            });
            return entries;
        }

        private static long high(int client) {
            return client * 0x9e3779b97f4a7c15L;
        }
    }
}
