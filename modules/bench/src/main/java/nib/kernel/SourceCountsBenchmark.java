package nib.kernel;

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

/** What a limit on connections per source costs each connection. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class SourceCountsBenchmark {
    /** Sources that hold a connection. */
    @Param({"1000", "100000"})
    int sources;

    private SourceCounts counts = new SourceCounts();

    /** Lets each source take one. */
    @Setup
    public void fill() {
        counts = new SourceCounts();
        for (int source = 0; source < sources; source++) {
            counts.take(0, source, 0);
        }
    }

    /** One more of a source that holds some already, and back. */
    @Benchmark
    public boolean another(TrackingTableBenchmark.Arrivals arrivals) {
        int source = arrivals.client(sources);
        boolean taken = counts.take(0, source, 1000);
        counts.give(0, source);
        return taken;
    }

    /** The only one of its source, and back. */
    @Benchmark
    public boolean only(TrackingTableBenchmark.Arrivals arrivals) {
        int source = arrivals.client(sources);
        boolean taken = counts.take(1, source, 1000);
        counts.give(1, source);
        return taken;
    }
}
