package nib.kernel;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import nib.config.Binder;
import nib.config.Problems;
import nib.config.Source;
import nib.policies.Hash;
import nib.policies.LeastConnections;
import nib.policies.Maglev;
import nib.policies.RoundRobin;
import nib.policies.Weighted;
import nib.spi.Policy;

/**
 * Whatever happens to a dispatcher, in whatever order: no lease is lost or given twice, no limit is passed, whoever is
 * denied reaches nobody, whoever returns finds its server, nobody is turned away whom somebody could serve.
 */
class DispatcherModelTest {
    private static final Map<String, Supplier<Policy>> POLICIES = Map.of(
            "round-robin", () -> create(new RoundRobin(), ""),
            "weighted", () -> create(new Weighted(), ""),
            "least-connections", () -> create(new LeastConnections(), ""),
            "hash", () -> create(new Hash(), ""),
            "maglev", () -> create(new Maglev(), ""),
            "maglev with bounded load", () -> create(new Maglev(), "load: 1.25"));

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    @StatisticsReport(onFailureOnly = true)
    void doesWhatTheModelSays(
            @ForAll("policies") String policy, @ForAll("crowds") int servers, @ForAll("lives") List<Act> acts) {
        Life life = new Life(POLICIES.get(policy).get(), servers);
        acts.forEach(life::happens);
        life.ends();
        for (String all : EVERYTHING) {
            Statistics.label(all)
                    .collect(life.seen().contains(all))
                    .coverage(times -> times.check(true).count(count -> count >= 5));
        }
    }

    /** What must have been seen, or the acts are no test. */
    private static final Set<String> EVERYTHING =
            Set.of("denied", "limit", "no-server", "chosen", "returned", "elsewhere", "emergency", "suspected");

    @Provide
    Arbitrary<String> policies() {
        return Arbitraries.of(POLICIES.keySet().stream().sorted().toList());
    }

    @Provide
    Arbitrary<Integer> crowds() {
        return Arbitraries.integers().between(1, 4);
    }

    @Provide
    Arbitrary<List<Act>> lives() {
        return Act.lives();
    }

    private static <S extends Record> Policy create(Policy.Provider<S> provider, String settings) {
        Problems problems = new Problems();
        return new Binder(Grammar.SCALARS, Workshop.empty(new Catalog(List.of(provider))))
                .bind(Source.of("test", settings), provider.settings(), problems)
                .map(bound -> Catalog.kind(provider).cast(provider.create(bound)))
                .map(Policy.class::cast)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    }
}
