package nib.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OpenSSL's s_time: one connection after the other, each with the session of the first. Those that could not resume it are
 * counted as errors.
 */
record Stime(String path) implements Generator {
    private static final Pattern SAID = Pattern.compile(
            "starting\\n(.*?)\\n\\s*(\\d+) connections in .*?(\\d+) connections in (\\d+) real seconds",
            Pattern.DOTALL);

    @Override
    public String missing() {
        return Program.missing("openssl");
    }

    @Override
    public Load run(int port, double seconds) throws IOException {
        long begun = System.nanoTime();
        String text = Program.run(List.of(
                        Program.path("openssl"),
                        "s_time",
                        "-connect",
                        Link.HOST + ":" + port,
                        "-tls1_3",
                        "-reuse",
                        "-time",
                        String.valueOf(Math.max(1, Math.round(seconds))),
                        "-www",
                        path))
                .text();
        return read(text, (System.nanoTime() - begun) / 1e9);
    }

    /** @param seconds how long it took: it counts whole ones only */
    static Load read(String text, double seconds) throws IOException {
        Matcher said = SAID.matcher(text);
        if (!said.find()) {
            throw new IOException("s_time says: " + text.strip());
        }
        long resumed = said.group(1).chars().filter(letter -> letter == 'r').count();
        double connections = Double.parseDouble(said.group(2));
        return new Load(connections, seconds, Math.max(0, (long) connections - resumed), Map.of());
    }
}
