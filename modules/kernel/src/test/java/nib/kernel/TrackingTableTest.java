package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackingTableTest {
    private static final String SERVER = "server";

    @Test
    void remembersEveryClientUpToItsCapacity() {
        for (int capacity : new int[] {1, 2, 3, 100, 4096, 4097, 50_000, 300_001}) {
            TrackingTable<Integer> table = new TrackingTable<>(capacity, 0);

            for (int client = 0; client < capacity; client++) {
                table.put(client, 0, client, 0);
            }

            assertEquals(capacity, table.size());
            for (int client = 0; client < capacity; client++) {
                assertEquals(client, table.find(client, 0, 0));
            }
        }
    }

    @Test
    void neverHoldsMoreThanItsCapacity() {
        TrackingTable<String> table = new TrackingTable<>(10_000, 0);

        for (int client = 0; client < 100_000; client++) {
            table.put(client, client, SERVER, client / 1000);
            assertTrue(table.size() <= 10_000);
        }

        int[] shown = {0};
        table.each((high, low, server, lastUse) -> shown[0]++);
        assertEquals(10_000, shown[0]);
    }

    @Test
    void forgetsWhoHasNotComeForLong() {
        TrackingTable<String> table = new TrackingTable<>(10, 60);
        table.put(1, 2, SERVER, 100);

        assertEquals(SERVER, table.find(1, 2, 160), "as long as said, to the second");
        assertEquals(SERVER, table.find(1, 2, 220), "a look-up counts as a use");
        assertEquals(SERVER, table.peek(1, 2, 280));
        assertNull(table.find(1, 2, 281), "a peek does not");
        assertEquals(1, table.size());
        assertEquals(1, table.expire(281));
        assertEquals(0, table.size());
    }

    @Test
    void remembersForEverWithoutATime() {
        TrackingTable<String> table = new TrackingTable<>(10, 0);
        table.put(1, 2, SERVER, 0);

        assertEquals(SERVER, table.find(1, 2, Integer.MAX_VALUE));
        assertEquals(0, table.expire(Integer.MAX_VALUE));
    }

    @Test
    void doesNotTurnBackTheLastUse() {
        TrackingTable<String> table = new TrackingTable<>(10, 60);
        table.put(1, 2, SERVER, 100);
        table.find(1, 2, 90);
        table.put(1, 2, SERVER, 90);

        table.each((high, low, server, lastUse) -> assertEquals(100, lastUse));
    }

    @Test
    void givesUpTheLongUnusedFirst() {
        int capacity = 100_000;
        TrackingTable<String> table = new TrackingTable<>(capacity, 0, new SipHash(1, 2), 32);
        for (int client = 0; client < capacity; client++) {
            table.put(client, 0, SERVER, 0);
        }
        for (int client = 0; client < capacity; client += 2) {
            table.find(client, 0, 1);
        }
        for (int newcomer = 0; newcomer < capacity / 5; newcomer++) {
            table.put(newcomer, 1, SERVER, 2);
        }

        int kept = 0;
        for (int client = 0; client < capacity; client += 2) {
            kept += table.peek(client, 0, 2) == null ? 0 : 1;
        }

        assertTrue(kept >= 49_900, kept + " of 50,000");
    }

    @Test
    void keepsThoseWhoReturnAsWellAsAnOrderByUseWould() {
        int capacity = 10_000;
        TrackingTable<String> table = new TrackingTable<>(capacity, 0, new SipHash(1, 2), 4);
        Map<Integer, String> exact = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
                return size() > capacity;
            }
        };
        Random random = new Random(7);
        int returned = 0;
        int returnedToExact = 0;
        for (int visit = 0; visit < 400_000; visit++) {
            int client = (int) Math.pow(300_000, random.nextDouble());
            int now = visit / 1000;
            if (table.find(client, 0, now) == null) {
                table.put(client, 0, SERVER, now);
            } else {
                returned++;
            }
            if (exact.get(client) == null) {
                exact.put(client, SERVER);
            } else {
                returnedToExact++;
            }
        }

        assertTrue(returned >= returnedToExact * 0.99, returned + " of " + returnedToExact);
    }

    @Test
    void takesMemoryAsClientsComeAndNoMoreThanPromised() {
        TrackingTable<String> large = new TrackingTable<>(TrackingTable.LARGEST, 0);
        assertTrue(large.slots() * 24L < 1_000_000, "empty");

        for (int capacity : new int[] {1000, 5000, 100_000, 400_000}) {
            TrackingTable<String> table = new TrackingTable<>(capacity, 0);
            assertTrue(table.slots() < 16 + capacity / 100, "empty");
            for (int client = 0; client < 2 * capacity; client++) {
                table.put(client, 0, SERVER, 0);
                assertTrue(client % 1000 > 0 || table.slots() <= 4 * (client + 64) + capacity / 100);
            }
            assertTrue(table.slots() * 24L <= capacity * 48L + 8 * 24, () -> table.slots() + " for " + capacity);
        }
    }

    @Test
    void sweepsTheWholeTableInSixtyFourCalls() {
        TrackingTable<String> table = new TrackingTable<>(1_000_000, 10);
        for (int client = 0; client < 50_000; client++) {
            table.put(client, 0, SERVER, client % 2 * 10);
        }

        int gone = 0;
        for (int call = 0; call < 64; call++) {
            gone += table.expire(15);
        }

        assertEquals(25_000, gone);
        assertEquals(25_000, table.size());
    }

    @Test
    void findsMovedClientsAfterASweep() {
        TrackingTable<Integer> table = new TrackingTable<>(50_000, 0);
        for (int client = 0; client < 50_000; client++) {
            table.put(client, 0, client % 3, 0);
        }

        assertEquals(16_667, table.forgetIf(server -> server == 1));

        for (int client = 0; client < 50_000; client++) {
            assertEquals(client % 3 == 1 ? null : client % 3, table.find(client, 0, 0));
        }
    }

    @Test
    void refusesWhatItCannotHold() {
        assertThrows(IllegalArgumentException.class, () -> new TrackingTable<String>(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new TrackingTable<String>(10_000_001, 0));
        assertThrows(IllegalArgumentException.class, () -> new TrackingTable<String>(1, -1));
    }

    @Test
    void takesASecondBeforeTheOriginForTheOrigin() {
        TrackingTable<String> table = new TrackingTable<>(10, 5);
        table.put(1, 2, SERVER, -3);

        assertEquals(SERVER, table.find(1, 2, -3));
        assertEquals(SERVER, table.find(1, 2, 5));
    }
}
