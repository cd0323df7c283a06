package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is asked of a pen that runs, theirs or ours, by the real penctl and by signals. */
final class Penctl {
    static final Path COMMAND = Path.of("/usr/bin/penctl");

    private Penctl() {}

    /** What a control port of this machine answers. */
    static String ask(int control, String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("127.0.0.1:" + control));
        words.addAll(List.of(command.split(" ", -1)));
        return Run.of(COMMAND, words.toArray(String[]::new)).out();
    }

    static void signal(Process process, String name) throws Exception {
        Run sent = Run.of(Path.of("/bin/kill"), "-" + name, String.valueOf(process.pid()));
        assertEquals(0, sent.status(), sent.err());
    }
}
