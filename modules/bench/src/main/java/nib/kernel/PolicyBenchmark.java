package nib.kernel;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nib.api.Client;
import nib.spi.Policy;
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

/** What it costs a policy to choose while every server is usable, without guards, table and lease around it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class PolicyBenchmark {
    private static final int CLIENTS = 1024;

    /** How it chooses. */
    @Param({
        "first",
        "priority",
        "random",
        "power-of-two",
        "rendezvous",
        "round-robin",
        "weighted",
        "least-connections",
        "hash",
        "maglev"
    })
    String policy = "";

    /** Servers of the pool, of weight 1, 2 and 3 in turn. */
    @Param({"10", "1000"})
    int servers;

    private final Client[] clients = new Client[CLIENTS];
    private final Policy.Attempt attempt = new AllUsable();
    private Policy.@Nullable Chooser chooser;
    private @Nullable House house;
    private int next;

    /** Opens a house with that pool. */
    @Setup
    public void open() throws IOException {
        House opened = Rehearsal.open(policy, 0, servers);
        house = opened;
        chooser = requireNonNull(opened.pools().get("app")).snapshot().chooser;
        for (int i = 0; i < CLIENTS; i++) {
            clients[i] = Rehearsal.client(i);
        }
    }

    /** Closes it. */
    @TearDown
    public void close() {
        if (house != null) {
            house.stop(Duration.ZERO);
        }
    }

    /** One choice; no lease follows. */
    @Benchmark
    public int choose() {
        Client client = clients[next++ & CLIENTS - 1];
        return requireNonNull(chooser).choose(client, attempt);
    }

    private final class AllUsable implements Policy.Attempt {
        @Override
        public int size() {
            return servers;
        }

        @Override
        public boolean usable(int index) {
            return true;
        }

        @Override
        public int active() {
            return 0;
        }

        @Override
        public long nanos() {
            return 0;
        }
    }
}
