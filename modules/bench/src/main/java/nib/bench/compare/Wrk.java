package nib.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Requests over a number of connections, each sent when the one before was answered: a closed loop, so that a slow
 * candidate gets less to do.
 *
 * @param script report.lua, which makes wrk say exact figures
 * @param carries streams, or streams in TLS, where every connection is a full handshake
 * @param path what is asked for
 * @param keepAlive false for a connection a request
 * @param unitsEach how many units a request is worth
 */
record Wrk(Path script, Carries carries, String path, int connections, boolean keepAlive, double unitsEach)
        implements Generator {
    private static final Pattern FIGURE = Pattern.compile("(?m)^nib (\\w+) ([\\d.]+)$");

    @Override
    public String missing() {
        return Program.missing("wrk");
    }

    @Override
    public Load run(int port, double seconds) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Program.path("wrk"),
                "-t1",
                "-c" + connections,
                "-d" + Math.max(1, Math.round(seconds)) + "s",
                "--timeout",
                "10s",
                "-s",
                script.toString()));
        if (!keepAlive) {
            command.addAll(List.of("-H", "Connection: close"));
        }
        command.add((carries == Carries.TLS ? "https://" : "http://") + Link.HOST + ":" + port + path);
        return read(Program.run(command).text(), unitsEach);
    }

    static Load read(String text, double unitsEach) throws IOException {
        Figures figures = new Figures(FIGURE, text);
        Map<Measure, Double> times = new LinkedHashMap<>();
        times.put(Latency.MEDIAN, figures.get("p50"));
        times.put(Latency.P99, figures.get("p99"));
        times.put(Latency.P999, figures.get("p999"));
        return new Load(
                figures.get("requests") * unitsEach,
                figures.get("duration") / 1e6,
                (long) figures.get("errors"),
                times);
    }
}
