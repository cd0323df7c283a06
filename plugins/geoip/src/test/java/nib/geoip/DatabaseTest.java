package nib.geoip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nib.api.Ip;
import nib.testkit.Mmdb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read, against MaxMind's own reader; and files that nobody should have to read. */
class DatabaseTest {
    private static Mmdb random(int version, int recordSize, Random random) {
        Mmdb database = new Mmdb(version, recordSize, 1000);
        for (int i = 0; i < 200; i++) {
            boolean ipv4 = version == 4 || random.nextBoolean();
            int length = 1 + random.nextInt(ipv4 ? 32 : 64);
            Ip ip = ipv4
                    ? Ip.ofIpv4(random.nextInt() & -1 << (32 - length))
                    : new Ip(random.nextLong() & -1L << (64 - length), 0);
            if (ipv4 || ip.high() != 0) {
                database.with(ip + "/" + length, Databases.country("A" + (char) ('A' + random.nextInt(26)), "EU"));
            }
        }
        return database;
    }

    @ParameterizedTest
    @CsvSource({"4, 24", "4, 28", "4, 32", "6, 24", "6, 28", "6, 32"})
    void answersAsTheReaderDoes(int version, int recordSize) throws IOException {
        Random random = new Random(recordSize);
        byte[] bytes = random(version, recordSize, random).bytes();
        Database database = Database.of(bytes, List.of());
        try (Reader reader = new Reader(new ByteArrayInputStream(bytes))) {
            for (int i = 0; i < 20_000; i++) {
                Ip ip = version == 4 || random.nextBoolean()
                        ? Ip.ofIpv4(random.nextInt())
                        : new Ip(random.nextLong(), random.nextLong());
                Map<?, ?> expected = reader.get(ip.toInet(), Map.class);
                Database.Located found = database.map().find(ip);
                assertEquals(
                        expected == null ? null : Place.of(expected),
                        found == null ? null : found.place(),
                        ip::toString);
            }
        }
        assertEquals(1_000_000, database.built());
    }

    @Test
    void eachCutIsNoticed() {
        byte[] whole = Databases.world().bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> Database.of(cut, List.of()), "cut at " + length);
        }
    }

    @Test
    void noChangeMakesItHangOrFailInAnotherWay() {
        byte[] whole = Databases.world().bytes();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            Random random = new Random(1);
            int refused = 0;
            for (int i = 0; i < 20_000; i++) {
                byte[] bytes = whole.clone();
                for (int change = 1 + random.nextInt(6); change > 0; change--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                refused += isRefused(bytes) ? 1 : 0;
            }
            assertTrue(refused > 1000, refused + " were refused");
        });
    }

    private static boolean isRefused(byte[] bytes) {
        try {
            Database.of(bytes, List.of());
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Every node of the tree is the root again: 2 to the 128th leaves. */
    @Test
    void aTreeThatLeadsBackIntoItselfIsRefused() {
        byte[] bytes = new Mmdb(6, 24, 0)
                .with("8000::/1", Databases.country("DE", "EU"))
                .bytes();
        Arrays.fill(bytes, 0, 6, (byte) 0);
        assertEquals("its tree has no end", refused(bytes));
        byte[] narrow = new Mmdb(4, 24, 0)
                .with("128.0.0.0/1", Databases.country("DE", "EU"))
                .bytes();
        Arrays.fill(narrow, 0, 6, (byte) 0);
        assertEquals("its tree has no end", refused(narrow));
    }

    @Test
    void aPointerThatLeadsToItselfIsRefused() {
        byte[] bytes =
                new Mmdb(4, 24, 0).with("0.0.0.0/1", Map.of("a", List.of("bb"))).bytes();
        int data = find(bytes, new byte[] {(byte) 0xe1, 0x41, 'a'});
        bytes[data + 3] = 0x20; // in place of the list: a pointer ...
        bytes[data + 4] = 0x00; // ... to the map that holds it
        assertEquals("values lie in each other without end", refused(bytes));
        bytes[data + 4] = 0x03; // ... to itself
        assertEquals("a pointer leads nowhere", refused(bytes));
        bytes[data + 4] = 0x7f; // ... to where nothing is
        assertEquals("a pointer leads nowhere", refused(bytes));
    }

    private static String refused(byte[] bytes) {
        return String.valueOf(assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThrows(IOException.class, () -> Database.of(bytes, List.of()))
                        .getMessage()));
    }

    private static int find(byte[] bytes, byte[] what) {
        for (int at = 0; at + what.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }

    /** A list of few bytes that says it has millions of elements. */
    @Test
    void aListThatCannotBeSoLongIsRefused() {
        byte[] bytes = new Mmdb(4, 24, 0).with("0.0.0.0/1", Map.of("a", "four")).bytes();
        int data = find(bytes, new byte[] {(byte) 0xe1, 0x41, 'a'});
        System.arraycopy(new byte[] {0x1f, 0x04, -1, -1, -1}, 0, bytes, data + 3, 5);
        assertEquals("a value goes beyond the end", refused(bytes));
    }
}
