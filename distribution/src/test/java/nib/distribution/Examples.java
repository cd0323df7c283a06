package nib.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nib.config.Node;
import nib.config.Problems;
import nib.config.Source;
import nib.kernel.Catalog;
import nib.kernel.Planner;

/** Pieces of YAML in the documentation. A piece with listeners and pools is a whole configuration. */
final class Examples {
    /** Files of the reader, which are not here. */
    private static final String ABSENT = " does not exist";

    private final Planner planner;
    private int whole;

    Examples(Catalog catalog) {
        this.planner = new Planner(catalog);
    }

    /** Whole configurations that have been seen. */
    int whole() {
        return whole;
    }

    /** What is wrong with those of one page. */
    List<String> mistakes(List<Page.Fence> fences) {
        List<String> mistakes = new ArrayList<>();
        for (int i = 0; i < fences.size(); i++) {
            Page.Fence fence = fences.get(i);
            if (fence.info().equals("yaml")) {
                Page.Fence next = i + 1 < fences.size() ? fences.get(i + 1) : fence;
                String expected =
                        next.info().equals("text problems") ? next.text().strip() : "";
                String found = problems(fence.text());
                if (!found.equals(expected)) {
                    mistakes.add("line " + fence.line() + ": expected [" + expected + "], found [" + found + "]");
                }
            }
        }
        return mistakes;
    }

    private String problems(String text) {
        Source source = Source.of("nib.yaml", text);
        Problems problems = new Problems();
        Optional<Node> root = Node.read(source, problems);
        if (root.isPresent()
                && root.get() instanceof Node.Mapping mapping
                && mapping.entries().containsKey("listeners")
                && mapping.entries().containsKey("pools")) {
            whole++;
            problems = new Problems();
            boolean planned = planner.plan(source, Optional.empty(), problems).isPresent();
            if (!planned && problems.isEmpty()) {
                return "no plan, and no word why";
            }
        }
        return problems.toString()
                .lines()
                .filter(line -> !line.endsWith(ABSENT))
                .collect(Collectors.joining("\n"));
    }
}
