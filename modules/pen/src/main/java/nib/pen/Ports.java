package nib.pen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Ports by number or by the names of services, services(5). */
final class Ports {
    private static final Path FILE = Path.of("/etc/services");

    private Ports() {}

    static int of(String text, boolean udp) throws Failure {
        if (text.matches("\\d{1,9}")) {
            return Text.number("a port", text, 1, 65_535);
        }
        String end = udp ? "/udp" : "/tcp";
        for (String line : lines()) {
            List<String> words =
                    Arrays.asList(line.replaceFirst("#.*", "").strip().split("\\s+"));
            if (words.contains(text) && words.size() > 1 && words.get(1).endsWith(end)) {
                return Text.number("a port", words.get(1).replace(end, ""), 1, 65_535);
            }
        }
        throw new Failure("no service is called " + Text.visible(text));
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
