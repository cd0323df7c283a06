package nib.acl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import nib.acl.AclSettings.Otherwise;
import nib.acl.AclSettings.Who;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Verdict;
import nib.spi.Verb;
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

/** What it costs to judge a random client by a list in a file; half of the entries and clients are IPv6. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class AclBenchmark {
    private static final int CLIENTS = 1 << 16;

    /** Entries of the list. */
    @Param({"1000", "100000"})
    int entries;

    private final Client[] clients = new Client[CLIENTS];
    private @Nullable Acl acl;
    private int next;

    /** Writes and reads the list. */
    @Setup
    public void write() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < entries; i++) {
            text.append(i % 2 == 0 ? ipv4(random) : ipv6(random) + "/64").append('\n');
        }
        Path file = Files.writeString(Files.createTempFile("nib-bench", ".txt"), text);
        file.toFile().deleteOnExit();
        Optional<Who> none = Optional.empty();
        Who who = new Who(List.of(), List.of(file), List.of(), List.of(), Optional.empty());
        Otherwise allow = new Otherwise(Optional.of(Verb.ALLOW), Optional.empty());
        AclSettings settings = new AclSettings(List.of(), none, Optional.of(who), none, none, none, allow);
        Acl made = (Acl) new AclProvider().create(settings);
        try {
            made.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acl = made;
        for (int i = 0; i < CLIENTS; i++) {
            Ip ip = i % 2 == 0 ? ipv4(random) : new Ip(ipv6(random).high(), random.nextLong());
            clients[i] = new Client("web", new Address.Inet(ip, 1), Address.parse("10.0.0.1:80"));
        }
    }

    private static Ip ipv4(SplittableRandom random) {
        return Ip.ofIpv4(random.nextInt());
    }

    private static Ip ipv6(SplittableRandom random) {
        return new Ip((2L << 60) | random.nextLong() >>> 4, 0);
    }

    /** One check. */
    @Benchmark
    public Verdict check() {
        next = (next + 1) & (CLIENTS - 1);
        return java.util.Objects.requireNonNull(acl).check(clients[next]);
    }
}
