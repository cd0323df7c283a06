package nib.geoip;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import nib.api.Ip;
import nib.testkit.Mmdb;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to find out where a random client is, among 300,000 networks of 250 countries. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class GeoipBenchmark {
    private static final int CLIENTS = 1 << 16;

    private final Ip[] clients = new Ip[CLIENTS];
    private @Nullable Database database;
    private @Nullable Reader reader;
    private int next;

    /** Makes the database. */
    @Setup
    public void write() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Mmdb made = new Mmdb(0);
        for (int i = 0; i < 300_000; i++) {
            String country = "" + (char) ('A' + random.nextInt(25)) + (char) ('A' + random.nextInt(10));
            Map<String, Object> said = Map.of(
                    "continent",
                            Map.of("code", "EU", "geoname_id", 1L, "names", Map.of("en", "Europe", "de", "Europa")),
                    "country", Map.of("iso_code", country, "geoname_id", 2L, "names", Map.of("en", country)));
            boolean ipv4 = i % 3 != 0;
            made.with(
                    ipv4
                            ? Ip.ofIpv4(random.nextInt() & -1 << 10) + "/22"
                            : new Ip((2L << 60) | (random.nextLong() >>> 4 & -1L << 24), 0) + "/40",
                    said);
        }
        byte[] bytes = made.bytes();
        database = Database.of(bytes, List.of());
        reader = new Reader(new ByteArrayInputStream(bytes), new CHMCache());
        for (int i = 0; i < CLIENTS; i++) {
            clients[i] = i % 3 != 0
                    ? Ip.ofIpv4(random.nextInt())
                    : new Ip((2L << 60) | random.nextLong() >>> 4, random.nextLong());
        }
    }

    private Ip client() {
        next = (next + 1) & (CLIENTS - 1);
        return clients[next];
    }

    /** As the guard does. */
    @Benchmark
    public Database.@Nullable Located find() {
        return java.util.Objects.requireNonNull(database).map().find(client());
    }

    /** By the reader, with its cache of decoded values. */
    @Benchmark
    public @Nullable Object read() throws IOException {
        return java.util.Objects.requireNonNull(reader).get(client().toInet(), Map.class);
    }
}
