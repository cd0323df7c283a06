package nib.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The command: everything that was asked for, work by work, and what came of it on paper. */
final class Compare {
    private final Order order;
    private final PrintStream out;

    Compare(Order order, PrintStream out) {
        this.order = order;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            Order order = Order.parse(args);
            if (order.help()) {
                out.print(Order.HELP);
            } else {
                new Compare(order, out).run();
            }
        } catch (IllegalArgumentException e) {
            System.err.println("nib-bench: " + e.getMessage());
            System.exit(2);
        }
    }

    List<Outcome> run() throws IOException {
        Field field = Field.of(order);
        Report report = new Report(Machine.here(), order, field);
        try (Stage stage = new Stage()) {
            List<Work> works = Works.all(stage, order.rate());
            Field.known(order.works(), works.stream().map(Work::name).toList(), "work");
            out.print(Text.opening(report));
            if (order.list()) {
                works.forEach(work -> out.println(Text.line(work)));
                return List.of();
            }
            List<Outcome> outcomes = perform(works, field, stage);
            write(report, outcomes);
            return outcomes;
        }
    }

    private List<Outcome> perform(List<Work> works, Field field, Stage stage) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Work work : works) {
            if (!Order.wanted(order.works(), work.name())
                    || field.entrants(work).isEmpty()) {
                continue;
            }
            if (!work.missing().isEmpty()) {
                out.printf("%n%s is left out: %s%n", work.name(), work.missing());
                continue;
            }
            try (Contest contest = new Contest(work, order, out)) {
                Outcome outcome = contest.run(stage, field.entrants(work));
                out.print(Text.of(outcome));
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private void write(Report report, List<Outcome> outcomes) throws IOException {
        Files.createDirectories(order.out());
        Files.writeString(order.out().resolve("compare.json"), Json.text(report.tree(outcomes)) + "\n");
        Files.writeString(order.out().resolve("compare.svg"), new Plot(outcomes).svg());
        out.printf("%nwritten: compare.json and compare.svg in %s%n", order.out());
    }
}
