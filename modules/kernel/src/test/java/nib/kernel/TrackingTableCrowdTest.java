package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many threads at once. A server carries the key it was put under, so that a mix of two entries is seen. */
class TrackingTableCrowdTest {
    private record Owner(long high, long low) {}

    private static Owner owner(int client) {
        return new Owner(client * 31L, ~client);
    }

    private static void put(TrackingTable<Owner> table, int client, int now) {
        Owner owner = owner(client);
        table.put(owner.high, owner.low, owner, now);
    }

    /** Whether the client was found; that it was the right one is checked. */
    private static boolean found(TrackingTable<Owner> table, int client, int now) {
        Owner owner = owner(client);
        Owner found = table.find(owner.high, owner.low, now);
        if (found != null) {
            assertEquals(owner, found, "somebody else's server");
        }
        return found != null;
    }

    @Test
    void losesNobodyWhileItGrows() throws Exception {
        int clients = 60_000;
        int writers = 2;
        TrackingTable<Owner> table = new TrackingTable<>(clients * writers, 0);
        List<Callable<Integer>> crowd = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int first = writer * clients;
            AtomicInteger written = new AtomicInteger();
            crowd.add(() -> {
                for (int client = 0; client < clients; client++) {
                    put(table, first + client, client >> 10);
                    written.set(client + 1);
                }
                return clients;
            });
            for (int reader = 0; reader < 2; reader++) {
                crowd.add(() -> {
                    int looked = 0;
                    for (int known = written.get(); known < clients; known = written.get()) {
                        if (known > 0) {
                            int client = ThreadLocalRandom.current().nextInt(known);
                            assertTrue(found(table, first + client, known >> 10), "a client got lost");
                            looked++;
                        }
                    }
                    return looked;
                });
            }
        }

        Crowd.run(crowd);

        assertEquals(clients * writers, table.size());
        for (int client = 0; client < clients * writers; client++) {
            assertTrue(found(table, client, clients));
        }
    }

    @Test
    void neverConfusesClientsWhileOthersComeAndGo() throws Exception {
        int capacity = 500;
        TrackingTable<Owner> table = new TrackingTable<>(capacity, 3, SipHash.random(), 2);
        AtomicInteger clock = new AtomicInteger();
        AtomicInteger largest = new AtomicInteger();
        AtomicInteger visits = new AtomicInteger();
        List<Callable<Integer>> crowd = new ArrayList<>();
        for (int member = 0; member < 6; member++) {
            crowd.add(() -> {
                int hits = 0;
                for (int i = 0; i < 200_000; i++) {
                    int now = i % 1000 == 0 ? clock.incrementAndGet() : clock.get();
                    int client = ThreadLocalRandom.current().nextInt(2 * capacity);
                    if (found(table, client, now)) {
                        hits++;
                    } else {
                        put(table, client, now);
                    }
                    largest.accumulateAndGet(table.size(), Math::max);
                    visits.incrementAndGet();
                }
                return hits;
            });
        }
        crowd.add(() -> {
            while (visits.get() < 6 * 200_000) {
                table.expire(clock.get());
                table.forgetIf(owner -> owner.low % 97 == 0);
                table.each((high, low, owner, lastUse) -> assertEquals(new Owner(high, low), owner));
            }
            return 0;
        });

        int hits = Crowd.run(crowd).stream().mapToInt(Integer::intValue).sum();

        assertTrue(hits > 10_000, "some return: " + hits);
        assertTrue(largest.get() <= capacity, () -> largest + " at once");
        assertEquals(table.size(), shown(table), "room taken and entries");
    }

    /** Within one second nothing is refreshed, so that only the reader's own check stands between it and the movers. */
    @Test
    void findsWhoStaysAndNobodyElseWhileOthersMove() throws Exception {
        int staying = 40;
        int moving = 40;
        TrackingTable<Owner> table = new TrackingTable<>(staying + moving, 0, SipHash.random(), 1);
        for (int client = 0; client < staying; client++) {
            put(table, client, 0);
        }
        AtomicInteger busy = new AtomicInteger(2);
        List<Callable<Integer>> crowd = new ArrayList<>();
        for (int mover = 0; mover < 2; mover++) {
            crowd.add(() -> {
                for (int i = 0; i < 1_000_000; i++) {
                    int client = staying + ThreadLocalRandom.current().nextInt(moving);
                    Owner owner = owner(client);
                    if (!table.forget(owner.high, owner.low)) {
                        put(table, client, 0);
                    }
                }
                return busy.decrementAndGet();
            });
        }
        for (int reader = 0; reader < 2; reader++) {
            crowd.add(() -> {
                int looked = 0;
                for (; busy.get() > 0; looked++) {
                    assertTrue(found(table, looked % staying, 0), "one who stays was not seen");
                    found(table, staying + looked % moving, 0);
                }
                return looked;
            });
        }

        Crowd.run(crowd);

        assertEquals(table.size(), shown(table));
    }

    /** Some segments are empty while the table is full: their newcomers need somebody elsewhere to give way. */
    @Test
    void staysWithinATinyCapacityAcrossManySegments() throws Exception {
        int clients = 100;
        TrackingTable<Owner> table = new TrackingTable<>(3, 0, SipHash.random(), 16);
        List<Callable<Integer>> crowd = new ArrayList<>();
        for (int member = 0; member < 4; member++) {
            crowd.add(() -> {
                int most = 0;
                for (int i = 0; i < 200_000; i++) {
                    Owner gone = owner(ThreadLocalRandom.current().nextInt(clients));
                    table.forget(gone.high, gone.low);
                    put(table, ThreadLocalRandom.current().nextInt(clients), i);
                    most = Math.max(most, table.size());
                }
                return most;
            });
        }

        for (int most : Crowd.run(crowd)) {
            assertTrue(most <= 3, () -> most + " at once");
        }
        assertEquals(table.size(), shown(table));
    }

    private static int shown(TrackingTable<Owner> table) {
        int[] shown = {0};
        table.each((high, low, owner, lastUse) -> shown[0]++);
        return shown[0];
    }

    @Test
    void looksUpWithoutAllocating() throws Exception {
        TrackingTable<Owner> table = new TrackingTable<>(10_000, 100);
        for (int client = 0; client < 10_000; client++) {
            put(table, client, 0);
        }
        long misses = lookUp(table, 0);

        long before = allocated();
        misses += lookUp(table, 1);
        long bytes = allocated() - before;

        assertEquals(0, misses);
        assertTrue(bytes < 100_000, () -> bytes + " bytes for 1,000,000 look-ups");
    }

    private static long lookUp(TrackingTable<Owner> table, int now) {
        long misses = 0;
        for (int i = 0; i < 1_000_000; i++) {
            int client = i % 10_000;
            misses += table.find(client * 31L, ~client, now + i / 100_000) == null ? 1 : 0;
        }
        return misses;
    }

    /** Bytes this thread has allocated; by reflection, since the kernel does not read the module that knows. */
    private static long allocated() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method bytes = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        return (long) bytes.invoke(threads);
    }
}
