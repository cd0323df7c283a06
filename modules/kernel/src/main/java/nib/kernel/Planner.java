package nib.kernel;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nib.config.Binder;
import nib.config.Node;
import nib.config.Problems;
import nib.config.Source;
import nib.spi.Forwarder;
import nib.spi.Provider;
import nib.spi.Transport;

/** Makes plans of configuration texts. Reads the files that parts name, opens nothing, starts nothing; may be used by one thread at a time. */
public final class Planner {
    private final Installed installed;

    /** A planner that looks at each plan what is installed. */
    public Planner(Installed installed) {
        this.installed = installed;
    }

    /** A planner that knows these plugins. */
    public Planner(Catalog catalog) {
        this(asked -> catalog);
    }

    /**
     * Makes a plan.
     *
     * @param before the plan in force, if there is one: parts that do not change are taken over from it
     * @param problems where all that is wrong is collected
     * @return the plan; nothing if there is a problem
     */
    public Optional<Plan> plan(Source source, Optional<Plan> before, Problems problems) {
        Optional<Node> root = Node.read(source, problems);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Catalog catalog = installed.catalog(plugins(root.get()));
        Workshop parts = before.map(plan -> plan.parts().next(catalog)).orElseGet(() -> Workshop.empty(catalog));
        Binder binder = new Binder(Grammar.SCALARS, parts);
        Transports transports = transports(catalog, binder, root.get(), problems);
        Optional<HouseSettings> settings = binder.bind(root.get(), Grammar.HOUSE, problems);
        PoolNames.check(root.get(), problems);
        Engines engines = engines(catalog, parts, binder, settings, problems, transports);
        settings.ifPresent(house -> new Review(house, root.get(), transports, engines, problems).run());
        if (problems.isEmpty()) {
            parts.load(root.get(), problems);
        }
        return settings.filter(house -> problems.isEmpty())
                .map(house -> new Plan(house, catalog, parts, transports, engines));
    }

    /** Every engine that is installed, with its settings or else its usual ones. */
    private static Engines engines(
            Catalog catalog,
            Workshop parts,
            Binder binder,
            Optional<HouseSettings> house,
            Problems problems,
            Transports transports) {
        Map<String, Engines.Entry> all = new LinkedHashMap<>();
        house.ifPresent(settings -> settings.engines().forEach(one -> add(all, parts, one)));
        List<String> rest = new ArrayList<>(catalog.words(Forwarder.class));
        rest.removeAll(all.keySet());
        String text =
                rest.stream().map(word -> "  " + word + ": " + word + "\n").collect(Collectors.joining());
        if (!rest.isEmpty()) {
            binder.bind(Source.of("engines", "usual-engines:\n" + text), Grammar.USUAL_ENGINES, problems)
                    .ifPresent(usual -> usual.usualEngines().values().forEach(one -> add(all, parts, one)));
        }
        return new Engines(all, transports);
    }

    private static void add(Map<String, Engines.Entry> all, Workshop parts, Forwarder engine) {
        parts.provider(engine).ifPresent(provider -> {
            if (provider instanceof Forwarder.Provider<?> ours) {
                all.putIfAbsent(ours.word(), new Engines.Entry(ours, engine));
            }
        });
    }

    /** What is said about plugins, which must be known before any plugin's word is. Its mistakes are told later. */
    private static Optional<PluginSettings> plugins(Node root) {
        return root instanceof Node.Mapping house && house.entries().containsKey("plugins")
                ? new Binder(Grammar.SCALARS, Workshop.empty(new Catalog(List.of())))
                        .bind(requireNonNull(house.entries().get("plugins")).value(), Grammar.PLUGINS, new Problems())
                : Optional.empty();
    }

    /** Every transport that is installed, with its usual settings. */
    private Transports transports(Catalog catalog, Binder binder, Node root, Problems problems) {
        Map<String, Transport> all = new LinkedHashMap<>();
        for (String word : catalog.words(Transport.class)) {
            catalog.find(Transport.class, word)
                    .flatMap(provider -> usual(provider, binder, root, problems))
                    .ifPresent(transport -> all.put(word, transport));
        }
        return new Transports(all);
    }

    private static <S extends Record> Optional<Transport> usual(
            Provider<S, ?> provider, Binder binder, Node root, Problems problems) {
        try {
            return binder.bind(Source.of(provider.word(), ""), provider.settings(), problems)
                    .map(settings -> Transport.class.cast(provider.create(settings)));
        } catch (RuntimeException | LinkageError e) {
            problems.add(root.at(), "the transport " + provider.word() + " cannot be had: " + Failures.words(e));
            return Optional.empty();
        }
    }
}
