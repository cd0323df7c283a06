package nib.kernel;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Whatever happens to a dispatcher, in whatever order: no lease is lost or given twice, no limit is passed, whoever is
 * denied reaches nobody, whoever returns finds its server, nobody is turned away whom somebody could serve.
 */
class DispatcherModelTest {
    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    @StatisticsReport(onFailureOnly = true)
    void doesWhatTheModelSays(
            @ForAll("policies") String policy, @ForAll("crowds") int servers, @ForAll("lives") List<Act> acts) {
        Life life = new Life(RealPolicies.create(policy), servers);
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
        return Arbitraries.of(RealPolicies.NAMES);
    }

    @Provide
    Arbitrary<Integer> crowds() {
        return Arbitraries.integers().between(1, 4);
    }

    @Provide
    Arbitrary<List<Act>> lives() {
        return Act.lives();
    }
}
