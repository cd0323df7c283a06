package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer does in the first five minutes. */
class DemoIT {
    @TempDir
    Path folder;

    @Test
    void tellsItsStory() throws Exception {
        try (Nib nib = Nib.command(folder, "demo", "--port", "0", "--control", "ctl")) {
            String url = found(nib, "curl (http://\\S+)\\s+and again");
            String mine = curl(url);
            for (int i = 0; i < 5; i++) {
                assertEquals(color(mine), color(curl(url)), "the same client comes to the same server");
            }
            Set<String> others = new TreeSet<>();
            for (String client : Set.of("127.0.0.2", "127.0.0.3", "127.0.0.4")) {
                others.add(color(curl("--interface", client, url)));
            }
            assertTrue(others.size() > 1, () -> "other clients come to other servers: " + others);

            String stop = found(nib, "POST (http://\\S+/stop)");
            curl("-X", "POST", stop);
            for (String client : Set.of("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")) {
                assertNotEquals("red", color(curl("--interface", client, url)), "it is served by another");
            }
            String status = nib.ctl("status").out().toLowerCase(Locale.ROOT);
            assertTrue(Pattern.compile("red.*(suspect|down)").matcher(status).find(), status);
            assertEquals(0, nib.stop());
        }
    }

    private static String found(Nib nib, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher("");
        String line = nib.awaitLine(text -> matcher.reset(text).find());
        assertTrue(matcher.reset(line).find());
        return matcher.group(1);
    }

    private static String curl(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "-sSf";
        all[1] = "--max-time";
        all[2] = String.valueOf(Duration.ofSeconds(10).toSeconds());
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        Run run = Run.of(Path.of("/usr/bin/curl"), all);
        assertEquals(0, run.status(), run.err());
        return run.out();
    }

    private static String color(String page) {
        Matcher color = Pattern.compile("\\b(red|green|blue)\\b").matcher(page);
        assertTrue(color.find(), page);
        return color.group();
    }
}
