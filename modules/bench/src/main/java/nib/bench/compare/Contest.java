package nib.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** One work: everybody gets ready, then round by round everybody does it in turn. Who fails is out, with a message. */
final class Contest implements AutoCloseable {
    private final Work work;
    private final Order order;
    private final PrintStream out;
    private final SequencedMap<Candidate, Trial> trials = new LinkedHashMap<>();
    private final SequencedMap<Candidate, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<Candidate, Map<String, Double>> calls = new LinkedHashMap<>();

    Contest(Work work, Order order, PrintStream out) {
        this.work = work;
        this.order = order;
        this.out = out;
    }

    Outcome run(Stage stage, List<Candidate> entrants) {
        for (Candidate one : entrants) {
            attempt(one, () -> trials.put(one, work.begin(stage, one, order)));
        }
        for (int round = 0; round < order.pairs(); round++) {
            turns(round).forEach((one, trial) -> attempt(one, () -> rounds(one).add(trial.sample())));
        }
        if (order.syscalls()) {
            turns(0).forEach((one, trial) -> attempt(one, () -> calls.put(one, trial.calls())));
        }
        return new Outcome(work, samples, calls);
    }

    /** Each round begins at the other end, so that nobody always comes after the same one. */
    private SequencedMap<Candidate, Trial> turns(int round) {
        return new LinkedHashMap<>(round % 2 == 0 ? trials : trials.reversed());
    }

    private List<Sample> rounds(Candidate one) {
        return samples.computeIfAbsent(one, key -> new ArrayList<>());
    }

    /** Something that a candidate may fail at. */
    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Candidate one, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            out.printf("%n%s is out of %s: %s%n", one.name(), work.name(), why);
            samples.remove(one);
            Trial failed = trials.remove(one);
            if (failed != null) {
                failed.close();
            }
        }
    }

    @Override
    public void close() {
        trials.values().forEach(Trial::close);
    }
}
