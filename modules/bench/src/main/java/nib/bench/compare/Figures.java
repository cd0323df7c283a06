package nib.bench.compare;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers by name, found in what a load tool says. */
final class Figures {
    private final Map<String, Double> byName = new HashMap<>();
    private final String text;

    /** @param pattern finds a name in its first group, and a number in its second */
    Figures(Pattern pattern, String text) {
        this.text = text;
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            byName.put(found.group(1), Double.valueOf(found.group(2)));
        }
    }

    double get(String name) throws IOException {
        Double value = byName.get(name);
        if (value == null) {
            throw new IOException("no '" + name + "' in: " + text.strip());
        }
        return value;
    }
}
