package nib.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * DNS queries from 32 sockets. Without a rate 128 of them are without an answer at a time: a closed loop.
 *
 * @param queries a file with what is asked
 * @param rate queries a second, however many are without an answer; 0 for as many as are answered
 */
record Dnsperf(Path queries, int rate) implements Generator {
    /** Queries without an answer: all that may come within the second after which one counts as lost. */
    private static final int MOST_OPEN = 60_000;

    private static final Pattern FIGURE =
            Pattern.compile("(?m)^ +(Queries completed|Queries lost|Run time|Average Latency)[^:]*: +([\\d.]+)");

    @Override
    public String missing() {
        return Program.missing("dnsperf");
    }

    @Override
    public Load run(int port, double seconds) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Program.path("dnsperf"),
                "-s",
                Link.HOST,
                "-p",
                String.valueOf(port),
                "-d",
                queries.toString(),
                "-l",
                String.valueOf(Math.max(1, Math.round(seconds))),
                "-c",
                "32",
                "-t",
                "1",
                "-T",
                "1"));
        line.addAll(
                rate == 0
                        ? List.of("-q", "128")
                        : List.of("-q", String.valueOf(MOST_OPEN), "-Q", String.valueOf(rate)));
        return read(Program.run(line).text());
    }

    static Load read(String text) throws IOException {
        Figures figures = new Figures(FIGURE, text);
        Map<Measure, Double> times = new LinkedHashMap<>();
        times.put(Measure.cost("mean latency", "µs"), figures.get("Average Latency") * 1e6);
        return new Load(
                figures.get("Queries completed"), figures.get("Run time"), (long) figures.get("Queries lost"), times);
    }
}
