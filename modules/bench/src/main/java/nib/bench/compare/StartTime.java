package nib.bench.compare;

import java.io.IOException;
import java.util.Map;

/** From the start of the process to the first answer through it. */
record StartTime() implements Work {
    private static final Measure START = Measure.cost("start", "ms");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "start of the process to the first answer through it, asked every half millisecond";
    }

    @Override
    public Carries carries() {
        return Carries.STREAMS;
    }

    @Override
    public String missing() {
        return "";
    }

    @Override
    public Trial begin(Stage stage, Candidate candidate, Order order) throws IOException {
        stage.prepare(carries());
        return () -> candidate.recipe() == null ? new Sample(Map.of()) : measure(stage, candidate);
    }

    private Sample measure(Stage stage, Candidate candidate) throws IOException {
        long begin = System.nanoTime();
        Running running = stage.start(candidate);
        double took = (System.nanoTime() - begin) / 1e6;
        running.close();
        return new Sample(Map.of(START, took));
    }
}
