package nib.bench.compare;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Everything that a reader needs to judge the figures, as a tree. */
record Report(Machine machine, Order order, Field field) {
    /** Ports that stand in the configurations shown; in a run they are whatever was free. */
    private static final Link SHOWN = new Link(Path.of("."), 8080, 80);

    Map<String, Object> tree(List<Outcome> outcomes) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("machine", machine.toString());
        tree.put("pairs", order.pairs());
        tree.put("seconds", order.seconds());
        tree.put("warm", order.warm());
        tree.put("left out", field.skipped());
        tree.put("candidates", field.ready().stream().map(Report::candidate).toList());
        tree.put("works", outcomes.stream().map(Report::work).toList());
        return tree;
    }

    private static Map<String, Object> candidate(Candidate one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", one.name());
        tree.put("version", one.version().get());
        Function<Link, Recipe> recipe = one.recipe();
        if (recipe != null) {
            Recipe shown = recipe.apply(SHOWN);
            tree.put("command", String.join(" ", shown.command()));
            tree.put("files", shown.files());
        }
        return tree;
    }

    private static Map<String, Object> work(Outcome outcome) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", outcome.work().name());
        tree.put("about", outcome.work().about());
        Map<String, Object> samples = new LinkedHashMap<>();
        outcome.samples()
                .forEach((one, rounds) -> samples.put(
                        one.name(), rounds.stream().map(Sample::figures).toList()));
        tree.put("samples", samples);
        tree.put("ratios", Ratio.of(outcome).stream().map(Report::ratio).toList());
        Map<String, Object> calls = new LinkedHashMap<>();
        outcome.calls().forEach((one, each) -> calls.put(one.name(), each));
        tree.put("system calls for each unit", calls);
        return tree;
    }

    private static Map<String, Object> ratio(Ratio ratio) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Spread spread = ratio.spread();
        tree.put("ours", ratio.ours());
        tree.put("theirs", ratio.theirs());
        tree.put("measure", ratio.measure().toString());
        tree.put("pairs", spread.count());
        tree.put("min", spread.min());
        tree.put("lower quartile", spread.lower());
        tree.put("median", spread.median());
        tree.put("upper quartile", spread.upper());
        tree.put("max", spread.max());
        return tree;
    }
}
