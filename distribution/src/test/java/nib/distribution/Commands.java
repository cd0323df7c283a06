package nib.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The commands that the documentation shows, and who runs them. */
final class Commands {
    private Commands() {}

    /** Who runs a command, by command. */
    static Map<String, String> all() throws IOException {
        try (InputStream in = Objects.requireNonNull(Commands.class.getResourceAsStream("commands.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toMap(
                            line -> line.substring(line.indexOf(' ')).strip(),
                            line -> line.substring(0, line.indexOf(' '))));
        }
    }
}
