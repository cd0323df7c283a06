package nib.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Memory of a fresh process while connections wait that have each got one answer. */
record IdleMemory(String name, Carries carries, int few, int many) implements Work {
    private static final long CALM = 1_000_000_000;

    @Override
    public String about() {
        return "resident memory with no, %,d and %,d idle connections, each after one request".formatted(few, many);
    }

    @Override
    public String missing() {
        return "";
    }

    @Override
    public Trial begin(Stage stage, Candidate candidate, Order order) {
        return () -> candidate.recipe() == null ? new Sample(Map.of()) : measure(stage, candidate);
    }

    private Sample measure(Stage stage, Candidate candidate) throws IOException {
        List<Visitor> visitors = new ArrayList<>();
        try (Running running = stage.start(candidate)) {
            Map<Measure, Double> figures = new LinkedHashMap<>();
            double none = resident(running);
            figures.put(Measure.cost("with none", "MiB"), none / 1024);
            crowd(visitors, running.port(), few);
            figures.put(Measure.cost("with %,d".formatted(few), "MiB"), resident(running) / 1024);
            crowd(visitors, running.port(), many);
            double full = resident(running);
            figures.put(Measure.cost("with %,d".formatted(many), "MiB"), full / 1024);
            figures.put(Measure.aside("each", "KiB"), (full - none) / many);
            return new Sample(figures);
        } finally {
            for (Visitor visitor : visitors) {
                visitor.close();
            }
        }
    }

    private void crowd(List<Visitor> visitors, int port, int size) throws IOException {
        while (visitors.size() < size) {
            Visitor visitor = new Visitor(port, carries);
            visitors.add(visitor);
            visitor.get();
        }
    }

    /** What is still on its way to be given back gets a second for it. */
    private static double resident(Running running) throws IOException {
        LockSupport.parkNanos(CALM);
        return Meter.resident(running.pids());
    }
}
