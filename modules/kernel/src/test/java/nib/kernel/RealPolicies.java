package nib.kernel;

import java.util.List;
import nib.config.Binder;
import nib.config.Problems;
import nib.config.Source;
import nib.spi.Policy;
import nib.spi.Provider;

/** The policies that are shipped, as the kernel meets them: by their words. */
final class RealPolicies {
    private static final String BOUNDED = ", bounded";

    /** What they are called here. */
    static final List<String> NAMES =
            List.of("hash", "least-connections", "maglev", "maglev" + BOUNDED, "round-robin", "weighted");

    private RealPolicies() {}

    static Policy create(String name) {
        String word = name.replace(BOUNDED, "");
        Provider<?, ?> provider = Catalog.installed()
                .find(Policy.class, word)
                .orElseThrow(() -> new AssertionError("no policy " + word + " is installed"));
        return create(provider, name.endsWith(BOUNDED) ? "load: 1.25" : "");
    }

    private static <S extends Record> Policy create(Provider<S, ?> provider, String settings) {
        Problems problems = new Problems();
        return new Binder(Grammar.SCALARS, Workshop.empty(new Catalog(List.of(provider))))
                .bind(Source.of("test", settings), provider.settings(), problems)
                .map(provider::create)
                .map(Policy.class::cast)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    }
}
