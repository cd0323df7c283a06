package nib.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import nib.api.Ip;
import nib.testkit.Mmdb;
import org.jspecify.annotations.Nullable;

/**
 * A list of 10,000 entries and a database of places, as a listener might ask them; nobody who comes is on the list.
 *
 * @param list one entry a line
 * @param places in the MaxMind DB format
 */
record Lists(Path list, Path places) {
    private static final int ENTRIES = 10_000;
    private static final int NETWORKS = 100_000;

    private static @Nullable Lists made;

    /** Made once, away at the end. */
    static synchronized Lists here() {
        Lists now = made;
        if (now == null) {
            try {
                now = make();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            made = now;
        }
        return now;
    }

    private static Lists make() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        Mmdb database = new Mmdb(System.currentTimeMillis() / 1000)
                .with("127.0.0.0/8", Map.of("country", Map.of("iso_code", "DE")));
        for (int i = 0; i < ENTRIES; i++) {
            text.append(elsewhere(random)).append("/24\n");
        }
        for (int i = 0; i < NETWORKS; i++) {
            database.with(elsewhere(random) + "/24", Map.of("country", Map.of("iso_code", i % 2 == 0 ? "FR" : "IT")));
        }
        Lists lists = new Lists(Files.createTempFile("nib-bench", ".txt"), Files.createTempFile("nib-bench", ".mmdb"));
        Files.writeString(lists.list, text);
        Files.write(lists.places, database.bytes());
        lists.list.toFile().deleteOnExit();
        lists.places.toFile().deleteOnExit();
        return lists;
    }

    /** A network below 127. */
    private static Ip elsewhere(SplittableRandom random) {
        return Ip.ofIpv4(random.nextInt(1 << 24, 127 << 24) & -1 << 8);
    }
}
