package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nib.config.Problems;
import nib.config.Source;
import nib.kernel.Catalog;
import nib.kernel.Plan;
import nib.kernel.Planner;
import nib.spi.Policy;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A plan that is printed is a configuration that means the same plan. */
class PlanTest {
    private static final String SMALL = """
            listeners: { web: { bind: "tcp://127.0.0.1:0", pool: app } }
            pools: { app: { policy: POLICY, servers: [ "10.0.0.1:80" ] } }
            """;

    @TestFactory
    Stream<DynamicTest> comesBackAsItWasPrinted() throws IOException, ReflectiveOperationException {
        Catalog catalog = Installed.catalog();
        List<DynamicTest> tests = new ArrayList<>();
        for (Page page : Page.all(Root.path())) {
            page.fences().stream()
                    .filter(fence -> fence.info().equals("yaml") && isWhole(fence.text()))
                    .forEach(fence -> plan(catalog, fence.text(), Optional.empty())
                            .ifPresent(plan ->
                                    tests.add(test(page.file().getFileName() + ":" + fence.line(), catalog, plan))));
        }
        assertTrue(tests.size() >= 10, "only " + tests.size());
        String reference = Files.readString(Root.path().resolve("distribution/conf/nib.yaml"));
        tests.add(test("reference", catalog, good(catalog, reference, Optional.empty())));
        for (Catalog.Entry policy : catalog.entries(Policy.class)) {
            for (String text :
                    List.of("WORD", "{ priority: { then: WORD } }", "{ priority: { then: { WORD: {} } } }")) {
                String written = text.replace("WORD", policy.word());
                Plan plan = good(catalog, SMALL.replace("POLICY", written), Optional.empty());
                tests.add(test(written, catalog, plan));
            }
        }
        return tests.stream();
    }

    private static boolean isWhole(String text) {
        return text.contains("listeners:\n") && text.contains("pools:\n");
    }

    private static DynamicTest test(String name, Catalog catalog, Plan plan) {
        return DynamicTest.dynamicTest(name, () -> {
            Plan whole = good(catalog, plan.print(), Optional.of(plan));
            assertEquals(plan.print(), whole.print());
            // The parts are taken over from the plan before where they are made of the same: equal means equal.
            assertEquals(plan.settings(), whole.settings());
            Plan terse = good(catalog, plan.printTersely(), Optional.of(plan));
            assertEquals(plan.print(), terse.print());
            assertEquals(plan.settings(), terse.settings());
        });
    }

    private static Plan good(Catalog catalog, String text, Optional<Plan> before) {
        return plan(catalog, text, before).orElseThrow(() -> new AssertionError(text));
    }

    /** In another folder than the one before: the paths of a plan are whole. */
    private static Optional<Plan> plan(Catalog catalog, String text, Optional<Plan> before) {
        Path folder = Path.of(before.isPresent() ? "/elsewhere" : "/etc/nib");
        return new Planner(catalog).plan(new Source("nib.yaml", text, folder), before, new Problems());
    }
}
