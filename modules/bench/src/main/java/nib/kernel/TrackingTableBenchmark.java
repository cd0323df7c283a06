package nib.kernel;

import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to know a client again. Clients come at random, so that a large table is not in the caches. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrackingTableBenchmark {
    /** The IPv4 address 0.0.0.0 as a client's lower half. */
    private static final long IPV4 = 0xffffL << 32;

    /** A table as full as it may be. */
    @State(Scope.Benchmark)
    public static class Full {
        /** Clients in the table. */
        @Param({"1000", "100000", "1000000"})
        int clients;

        /** Servers that they went to. */
        @Param({"10", "10000"})
        int servers;

        TrackingTable<Object> table = new TrackingTable<>(1, 0);
        Object[] all = {};

        /** Fills the table. */
        @Setup
        public void fill() {
            all = new Object[servers];
            for (int server = 0; server < servers; server++) {
                all[server] = new Object();
            }
            table = new TrackingTable<>(clients, 0);
            for (int client = 0; client < clients; client++) {
                table.put(0, IPV4 | client, all[client % servers], 0);
            }
        }
    }

    /** A thread's own row of random clients. */
    @State(Scope.Thread)
    public static class Arrivals {
        private long state = Thread.currentThread().threadId() * 0x9e3779b97f4a7c15L;
        private int second;

        /** One of so many: xorshift (Marsaglia, 2003), a nanosecond, which is part of what is measured. */
        int client(int clients) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            return (int) (((state >>> 32) * clients) >>> 32);
        }

        /** One of so many after the other, beginning elsewhere in each thread. */
        int newcomer(int crowd) {
            return (int) Long.remainderUnsigned(++state, crowd);
        }

        int nextSecond() {
            return ++second & Integer.MAX_VALUE;
        }
    }

    /** A client who was there within the same second: nothing is written. */
    @Benchmark
    public @Nullable Object find(Full full, Arrivals arrivals) {
        return full.table.find(0, IPV4 | arrivals.client(full.clients), 0);
    }

    /** A client whose last use is noted: the first time in its second. */
    @Benchmark
    public @Nullable Object findLater(Full full, Arrivals arrivals) {
        return full.table.find(0, IPV4 | arrivals.client(full.clients), arrivals.nextSecond());
    }

    /** A client who was never there. */
    @Benchmark
    public @Nullable Object miss(Full full, Arrivals arrivals) {
        return full.table.find(1, IPV4 | arrivals.client(full.clients), 0);
    }

    /** A newcomer, for whom another gives way. */
    @Benchmark
    public void put(Full full, Arrivals arrivals) {
        int second = arrivals.nextSecond();
        full.table.put(second, IPV4 | arrivals.client(full.clients), full.all[0], second);
    }
}
