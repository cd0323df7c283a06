package nib.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nib.api.Client;
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
 * What it costs to decide about one connection: a client is made, asks guards, tracking table and policy, takes a
 * lease, the server answers, the lease goes back. Clients come at random, so that large tables are not in the caches.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
    /** Whom the pool remembers. */
    public enum Sticky {
        /** Nobody: the policy chooses for each connection. */
        OFF,
        /** Every client that comes. */
        KNOWN,
        /** Others than come: each newcomer takes the place of somebody in a full table. */
        NEW
    }

    /** An open house. */
    @State(Scope.Benchmark)
    public static class Open {
        /** Clients that come, or that are remembered when others come; 1 for a path that is warm. */
        @Param({"1000", "100000", "1000000"})
        int clients;

        /** Servers of the pool. */
        @Param({"10", "1000", "10000"})
        int servers;

        /** How the pool chooses. */
        @Param({
            "round-robin",
            "weighted",
            "least-connections",
            "power-of-two",
            "random",
            "first",
            "priority",
            "hash",
            "maglev",
            "rendezvous"
        })
        String policy = "";

        /** What the pool remembers. */
        @Param
        Sticky sticky = Sticky.OFF;

        private @Nullable House house;
        private @Nullable Dispatcher dispatcher;

        /** Opens it, and lets each client come once if they are to be remembered. */
        @Setup
        public void open() throws IOException {
            House opened = Rehearsal.open(policy, sticky == Sticky.OFF ? 0 : clients, servers);
            house = opened;
            dispatcher = Rehearsal.dispatcher(opened);
            for (int number = 0; sticky != Sticky.OFF && number < clients; number++) {
                decide(Rehearsal.client(number)).close();
            }
        }

        /** Closes it. */
        @TearDown
        public void close() {
            if (house != null) {
                house.stop(Duration.ZERO);
            }
        }

        Client arrival(TrackingTableBenchmark.Arrivals arrivals) {
            return Rehearsal.client(
                    sticky == Sticky.NEW ? arrivals.newcomer(Rehearsal.CROWD) : arrivals.client(clients));
        }

        Visit decide(Client client) {
            if (dispatcher != null && dispatcher.decide(client) instanceof Visit lease) {
                return lease;
            }
            throw new IllegalStateException(client + " was turned away");
        }
    }

    /** A thread's own connections that stay open, the oldest to go first. */
    @State(Scope.Thread)
    public static class Crowd {
        private final @Nullable Visit[] leases = new Visit[10_000];
        private int oldest;

        /** One comes; who goes in turn, if the crowd is complete. */
        @Nullable Visit replace(Visit coming) {
            Visit going = leases[oldest];
            leases[oldest] = coming;
            oldest = oldest + 1 == leases.length ? 0 : oldest + 1;
            return going;
        }
    }

    /** Makes the client only, which is part of all the others. */
    @Benchmark
    public Client client(Open house, TrackingTableBenchmark.Arrivals arrivals) {
        return house.arrival(arrivals);
    }

    /** A client comes and goes at once. */
    @Benchmark
    public LiveServer decide(Open house, TrackingTableBenchmark.Arrivals arrivals) {
        Visit lease = house.decide(house.arrival(arrivals));
        lease.answered();
        LiveServer server = lease.server();
        lease.close();
        return server;
    }

    /** A client comes and stays, and one of ten thousand a thread who came long before goes. */
    @Benchmark
    public LiveServer decideAmongMany(Open house, TrackingTableBenchmark.Arrivals arrivals, Crowd crowd) {
        Visit lease = house.decide(house.arrival(arrivals));
        lease.answered();
        Visit going = crowd.replace(lease);
        if (going != null) {
            going.close();
        }
        return lease.server();
    }
}
