package nib.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of plugin that one can begin: each has a template of its word in the folder {@code new}. */
enum PluginKind {
    TRANSPORT,
    GUARD,
    FILTER,
    POLICY,
    PROBE,
    OBSERVER;

    /** As it is written on a command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As the interface is called. */
    String type() {
        return name().charAt(0) + word().substring(1);
    }

    static PluginKind of(String word) throws Refusal {
        List<String> known = Arrays.stream(values()).map(PluginKind::word).toList();
        int at = known.indexOf(word);
        if (at < 0) {
            throw Arguments.unknown("kind of plugin", word, known, "there are " + String.join(", ", known));
        }
        return values()[at];
    }
}
