package nib.kernel;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import nib.config.Binder;
import nib.config.Problems;
import nib.config.Source;
import nib.policies.Hash;
import nib.policies.LeastConnections;
import nib.policies.Maglev;
import nib.policies.RoundRobin;
import nib.policies.Weighted;
import nib.spi.Policy;

/** The policies that are shipped, as the kernel meets them. */
final class RealPolicies {
    private static final Map<String, Policy.Provider<?>> PROVIDERS = Map.of(
            "round-robin", new RoundRobin(),
            "weighted", new Weighted(),
            "least-connections", new LeastConnections(),
            "hash", new Hash(),
            "maglev", new Maglev(),
            "maglev, bounded", new Maglev());

    /** What they are called here. */
    static final List<String> NAMES = PROVIDERS.keySet().stream().sorted().toList();

    private RealPolicies() {}

    static Policy create(String name) {
        Policy.Provider<?> provider = Objects.requireNonNull(PROVIDERS.get(name), name);
        return create(provider, name.endsWith("bounded") ? "load: 1.25" : "");
    }

    private static <S extends Record> Policy create(Policy.Provider<S> provider, String settings) {
        Problems problems = new Problems();
        return new Binder(Grammar.SCALARS, Workshop.empty(new Catalog(List.of(provider))))
                .bind(Source.of("test", settings), provider.settings(), problems)
                .map(provider::create)
                .map(Policy.class::cast)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    }
}
