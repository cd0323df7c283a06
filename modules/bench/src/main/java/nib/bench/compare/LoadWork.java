package nib.bench.compare;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Load for a while on a candidate that stays up and is warm, and what each unit of it costs. */
record LoadWork(String name, String about, Carries carries, Unit unit, Generator generator) implements Work {
    @Override
    public String missing() {
        return generator.missing();
    }

    @Override
    public Trial begin(Stage stage, Candidate candidate, Order order) throws IOException {
        Running running = stage.start(candidate);
        try {
            if (order.warm() > 0) {
                generator.run(running.port(), order.warm());
            }
            return new Turns(running, order.seconds());
        } catch (IOException e) {
            running.close();
            throw e;
        }
    }

    private final class Turns implements Trial {
        private final Running running;
        private final double seconds;

        Turns(Running running, double seconds) {
            this.running = running;
            this.seconds = seconds;
        }

        @Override
        public Sample sample() throws IOException {
            Meter meter = Meter.start(running.pids());
            Generator.Load load = generator.run(running.port(), seconds);
            return figures(load, meter.read());
        }

        private Sample figures(Generator.Load load, Meter.Reading cost) throws IOException {
            if (load.units() <= 0) {
                throw new IOException("nothing was answered");
            }
            Map<Measure, Double> figures = new LinkedHashMap<>();
            figures.put(unit.machine(), unit.scale(cost.machine()) / load.units());
            if (!running.pids().isEmpty()) {
                figures.put(unit.own(), unit.scale(cost.own()) / load.units());
            }
            figures.put(unit.throughput(), load.units() / load.seconds());
            figures.putAll(load.times());
            if (load.errors() > 0) {
                figures.put(Measure.aside("errors", "in all"), (double) load.errors());
            }
            return new Sample(figures);
        }

        @Override
        public Map<String, Double> calls() throws IOException {
            return running.pids().isEmpty()
                    ? Map.of()
                    : Strace.count(running.pids(), () -> generator.run(running.port(), seconds));
        }

        @Override
        public void close() {
            running.close();
        }
    }
}
