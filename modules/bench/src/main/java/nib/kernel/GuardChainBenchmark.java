package nib.kernel;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.testkit.Mmdb;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What all guards of a listener together cost, as the house asks them: places, a list, a limit on how often clients come,
 * and the limit on connections of one client. Clients come at random, a third of them by IPv6, and all are let in.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class GuardChainBenchmark {
    private static final int CLIENTS = 1 << 16;
    private static final int NETWORKS = 300_000;

    /** Entries of the list; 0 for no guard at all, to see what the rest of a decision costs. */
    @Param({"0", "1000", "100000"})
    int entries;

    private final Address[] clients = new Address[CLIENTS];
    private @Nullable House house;
    private @Nullable Dispatcher dispatcher;

    /** Writes the files and opens a house. */
    @Setup
    public void open() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Path folder = Files.createTempDirectory("nib-bench");
        Path list = folder.resolve("list.txt");
        Path places = folder.resolve("places.mmdb");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < entries; i++) {
            text.append(i % 3 != 0 ? ipv4(random) : ipv6(random) + "/64").append('\n');
        }
        Files.writeString(list, text);
        if (entries > 0) {
            Files.write(places, places(random));
        }
        String guards = """
                guards:
                      - geoip: { databases: [%s], deny: [KP], otherwise: allow }
                      - acl: { deny: { files: [%s] }, otherwise: allow }
                      - rate: { most: 1000000, clients: 100000 }
                    per-client: { max: 1000 }
                """.formatted(places, list);
        House opened = Rehearsal.open(entries == 0 ? "" : guards);
        Files.delete(list);
        Files.deleteIfExists(places);
        Files.delete(folder);
        house = opened;
        dispatcher = Rehearsal.dispatcher(opened);
        for (int i = 0; i < CLIENTS; i++) {
            clients[i] = new Address.Inet(
                    i % 3 != 0 ? ipv4(random) : new Ip(ipv6(random).high(), random.nextLong()), 1);
        }
    }

    private static byte[] places(SplittableRandom random) {
        Mmdb made = new Mmdb(System.currentTimeMillis() / 1000);
        for (int i = 0; i < NETWORKS; i++) {
            String country = "" + (char) ('A' + random.nextInt(25)) + (char) ('A' + random.nextInt(10));
            made.with(
                    i % 3 != 0 ? Ip.ofIpv4(random.nextInt() & -1 << 10) + "/22" : ipv6(random) + "/40",
                    Map.of("country", Map.of("iso_code", country)));
        }
        return made.bytes();
    }

    private static Ip ipv4(SplittableRandom random) {
        return Ip.ofIpv4(random.nextInt());
    }

    private static Ip ipv6(SplittableRandom random) {
        return new Ip((2L << 60) | (random.nextLong() >>> 4 & -1L << 24), 0);
    }

    /** Closes it. */
    @TearDown
    public void close() {
        requireNonNull(house).stop(Duration.ZERO);
    }

    /** A client is made, asked about, counted, and goes. */
    @Benchmark
    public Admission admit(TrackingTableBenchmark.Arrivals arrivals) {
        Client client = new Client("web", clients[arrivals.client(CLIENTS)], clients[0]);
        Admission admission = requireNonNull(dispatcher).admit(client, null);
        if (admission instanceof Visit visit) {
            visit.close();
        }
        return admission;
    }
}
