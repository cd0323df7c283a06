package nib.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * DNS queries from 32 sockets, 128 of them without an answer at a time: a closed loop.
 *
 * @param queries a file with what is asked
 */
record Dnsperf(Path queries) implements Generator {
    private static final Pattern FIGURE =
            Pattern.compile("(?m)^ +(Queries completed|Queries lost|Run time|Average Latency)[^:]*: +([\\d.]+)");

    @Override
    public String missing() {
        return Program.missing("dnsperf");
    }

    @Override
    public Load run(int port, double seconds) throws IOException {
        return read(Program.run(List.of(
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
                        "-q",
                        "128",
                        "-t",
                        "1",
                        "-T",
                        "1"))
                .text());
    }

    static Load read(String text) throws IOException {
        Figures figures = new Figures(FIGURE, text);
        Map<Measure, Double> times = new LinkedHashMap<>();
        times.put(Measure.cost("mean latency", "µs"), figures.get("Average Latency") * 1e6);
        return new Load(
                figures.get("Queries completed"), figures.get("Run time"), (long) figures.get("Queries lost"), times);
    }
}
