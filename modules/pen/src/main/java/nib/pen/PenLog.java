package nib.pen;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nib.api.Ip;
import org.jspecify.annotations.Nullable;

/**
 * A balancer's log, read as far as it is needed: it tells which client made a request at about a time. Questions come in
 * the order of their times, and what lies too far behind them is forgotten.
 */
final class PenLog {
    /** Client, seconds, server, request. */
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\d{1,18}) (\\S+) (.*)");

    private final BufferedReader in;
    private final long jitter;
    private final boolean forgets;
    private final Map<Request, Deque<Seen>> seen = new HashMap<>();
    private final Deque<Seen> all = new ArrayDeque<>();
    private long last = Long.MIN_VALUE;
    private boolean ended;

    private record Seen(Request request, long seconds, String client) {}

    /**
     * @param jitter seconds that a web server's time may differ
     * @param forgets whether what lies further behind is forgotten
     */
    PenLog(BufferedReader in, long jitter, boolean forgets) {
        this.in = in;
        this.jitter = jitter;
        this.forgets = forgets;
    }

    /** The client whose request is nearest in time, the first of those that are equally near; null if there is none. */
    @Nullable String client(Ip server, WebLine line) throws IOException {
        read(line.seconds() + jitter);
        forget(line.seconds() - jitter);
        Seen nearest = null;
        for (Seen one : seen.getOrDefault(Request.of(server, line.request()), new ArrayDeque<>())) {
            long distance = Math.abs(one.seconds - line.seconds());
            if (distance <= jitter && (nearest == null || distance < Math.abs(nearest.seconds - line.seconds()))) {
                nearest = one;
            }
        }
        return nearest == null ? null : nearest.client;
    }

    private void read(long until) throws IOException {
        while (!ended && last <= until) {
            String line = in.readLine();
            if (line == null) {
                ended = true;
                return;
            }
            Matcher parts = LINE.matcher(line);
            if (parts.matches() && Ip.isNumeric(parts.group(1)) && Ip.isNumeric(parts.group(3))) {
                last = Long.parseLong(parts.group(2));
                Request request = Request.of(Ip.parse(parts.group(3)), parts.group(4));
                Seen one = new Seen(request, last, parts.group(1));
                all.add(one);
                seen.computeIfAbsent(request, key -> new ArrayDeque<>()).add(one);
            }
        }
    }

    private void forget(long before) {
        while (forgets && !all.isEmpty() && all.getFirst().seconds < before) {
            Seen old = all.remove();
            Deque<Seen> same = seen.get(old.request);
            if (same != null) {
                same.remove(old);
                if (same.isEmpty()) {
                    seen.remove(old.request);
                }
            }
        }
    }
}
