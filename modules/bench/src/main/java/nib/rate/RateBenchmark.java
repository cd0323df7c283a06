package nib.rate;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to count a random client. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class RateBenchmark {
    /** Clients that come again and again. */
    @Param({"1000", "1000000"})
    int clients;

    private Limiter limiter = limiter();

    private static Limiter limiter() {
        return new Limiter(new Pace(1000, 1_000_000_000, 0), 1_000_000, 1);
    }

    /** Each comes once. */
    @Setup
    public void fill() {
        limiter = limiter();
        for (int client = 0; client < clients; client++) {
            limiter.take(client, 7, 1);
        }
    }

    /** Looks, and then counts, as for every connection. */
    @Benchmark
    public long admit() {
        int client = ThreadLocalRandom.current().nextInt(clients);
        long now = System.nanoTime() & Long.MAX_VALUE;
        return limiter.wouldTake(client, 7, now) + limiter.take(client, 7, now);
    }
}
