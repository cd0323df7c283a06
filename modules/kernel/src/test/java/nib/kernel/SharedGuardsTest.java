package nib.kernel;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import nib.api.Verdict;
import nib.config.Problems;
import nib.config.Source;
import org.junit.jupiter.api.Test;

/** A guard with a name is one part, wherever the name stands. */
class SharedGuardsTest {
    private static final String TWO = """
            guards:
              office: open
            listeners:
              web: { bind: "mem://0.0.0.0:80", pool: app, guards: [office] }
              api: { bind: "mem://0.0.0.0:81", pool: app, guards: [open, office] }
            pools:
              app: { policy: in-order, guards: [office], servers: [ "10.0.0.1:80" ] }
            """;

    private static Catalog catalog() {
        return new Plugs(new MemoryNet())
                .guard("open", client -> new Verdict.Allow(""))
                .catalog();
    }

    private static List<String> problems(String yaml) {
        Problems problems = new Problems();
        assertEquals(
                Optional.empty(), new Planner(catalog()).plan(Source.of("test", yaml), Optional.empty(), problems));
        return problems.sorted().stream().map(String::valueOf).toList();
    }

    @Test
    void theNameStandsForTheOnePart() {
        Plan plan = Stage.plan(TWO, catalog());
        HouseSettings house = plan.settings();
        Object shared = house.guards().get("office");
        assertSame(shared, requireNonNull(house.listeners().get("web")).guards().getFirst());
        assertSame(shared, requireNonNull(house.listeners().get("api")).guards().getLast());
        assertSame(shared, requireNonNull(house.pools().get("app")).guards().getFirst());
        assertEquals(
                "office",
                plan.parts()
                        .nameOf(requireNonNull(house.pools().get("app"))
                                .guards()
                                .getFirst()));
    }

    @Test
    void isPrintedByItsNameAndReadAgain() {
        Catalog catalog = catalog();
        Plan plan = Stage.plan(TWO, catalog);
        String printed = plan.print();
        assertTrue(printed.contains("office: open"), printed);
        assertEquals(printed, Stage.plan(printed, catalog).print());
        HouseSettings again = Stage.plan(printed, plan, catalog).settings();
        assertEquals(plan.settings(), again, "nothing has changed");
        assertSame(
                again.guards().get("office"),
                requireNonNull(again.listeners().get("web")).guards().getFirst());
    }

    @Test
    void mistakesAreToldOnce() {
        assertEquals(
                List.of("test:2:9: a guard cannot be named open, which is the word of one; choose another name"),
                problems(TWO.replace("office: open", "open: open").replace("office", "open")).stream()
                        .toList());
        assertEquals(
                List.of("test:2:11: no guard is called \"opne\"; did you mean \"open\"?"),
                problems(TWO.replace("office: open", "office: opne")).stream()
                        .filter(line -> !line.endsWith("\"office\" cannot be had"))
                        .toList());
        assertEquals(
                List.of("test:4:56: no guard is called \"ofice\"; did you mean \"office\"?"),
                problems(TWO.replace("app, guards: [office] }\n  api", "app, guards: [ofice] }\n  api")));
        assertEquals(
                List.of("test:4:57: the guard office has its settings where it is named; write the name alone"),
                problems(TWO.replace("app, guards: [office] }\n  api", "app, guards: [{office: {a: 1}}] }\n  api")));
    }
}
