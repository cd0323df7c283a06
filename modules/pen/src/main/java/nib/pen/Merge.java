package nib.pen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of {@code mergelogs}. */
final class Merge {
    private static final int JITTER = 600;
    private static final int MOST_JITTER = 1_000_000_000;

    /** Seconds; no place is further from UTC. */
    private static final int FURTHEST = 18 * 3600;

    private final Map<Character, String> said = new HashMap<>();
    private final List<WebLog> logs = new ArrayList<>();
    private final PrintStream err;

    Merge(PrintStream err) {
        this.err = err;
    }

    void run(List<String> arguments, PrintStream out) throws Failure, IOException {
        List<String> operands = new Getopt("cdj:p:r:t:").read(arguments, said::put);
        String pen = said.get('p');
        if (pen == null || operands.isEmpty()) {
            throw new Failure("-p and a server's log are needed; mergelogs --help shows how");
        }
        int jitter = number('j', 0, MOST_JITTER, JITTER);
        ZoneOffset zone = ZoneOffset.ofTotalSeconds(number('t', -FURTHEST, FURTHEST, 0));
        String rejects = said.get('r');
        try (BufferedReader known = WebLog.read(pen);
                LogFile rejected =
                        rejects == null ? LogFile.to(OutputStream.nullOutputStream()) : LogFile.to(Path.of(rejects));
                LogFile merged = LogFile.to(out)) {
            for (String operand : operands) {
                logs.add(WebLog.open(operand, zone, line -> reject(line, rejected)));
            }
            write(new PenLog(known, jitter, !said.containsKey('c')), merged);
        } finally {
            for (WebLog log : logs) {
                log.close();
            }
        }
    }

    private int number(char letter, int least, int most, int usual) throws Failure {
        String text = said.get(letter);
        return text == null ? usual : Text.number("-" + letter, text, least, most);
    }

    private void reject(String line, LogFile to) {
        try {
            to.line(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (said.containsKey('d')) {
            err.println("mergelogs: not a line of a web server: " + Text.visible(line));
        }
    }

    private void write(PenLog known, LogFile out) throws IOException {
        for (WebLog log = earliest(); log != null; log = earliest()) {
            WebLine line = log.next();
            if (line != null) {
                String client = known.client(log.server, line);
                out.line(line.of(client == null ? log.name : client));
            }
            log.advance();
        }
    }

    /** The log whose next line is the earliest; null when all are at their ends. */
    private @Nullable WebLog earliest() {
        WebLog first = null;
        long seconds = Long.MAX_VALUE;
        for (WebLog log : logs) {
            WebLine line = log.next();
            if (line != null && line.seconds() < seconds) {
                first = log;
                seconds = line.seconds();
            }
        }
        return first;
    }
}
