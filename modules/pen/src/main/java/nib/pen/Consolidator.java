package nib.pen;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nib.api.Ip;
import org.jspecify.annotations.Nullable;

/**
 * Knows the requests that a balancer has passed on lately, and finds whose a request was that a web server has logged. A
 * ring of requests, with an index so that neither side costs more the longer it is. Of equal requests the newest counts.
 */
final class Consolidator {
    /** {@code + client server request}. */
    private static final Pattern PEN = Pattern.compile("\\+ (\\S+) (\\S+) (.*)");

    /** Whatever stands before and in the first pair of quotes. */
    private static final Pattern WEB = Pattern.compile("(\\S+)( [^\"]*\"([^\"]*).*)");

    private final Seen[] ring;
    private final Map<Request, Seen> newest = new HashMap<>();
    private int next;

    /** That a client made it. No record: the same request of the same client may be seen twice. */
    private static final class Seen {
        final Request request;
        final String client;

        Seen(Request request, String client) {
            this.request = request;
            this.client = client;
        }
    }

    /** @param size how many requests are remembered, from 1 */
    Consolidator(int size) {
        ring = new Seen[size];
    }

    /** Remembers a line of a balancer; whether it is one. */
    boolean learn(String line) {
        Matcher parts = PEN.matcher(line);
        if (!parts.matches() || !Ip.isNumeric(parts.group(1)) || !Ip.isNumeric(parts.group(2))) {
            return false;
        }
        Seen seen = new Seen(Request.of(Ip.parse(parts.group(2)), parts.group(3)), parts.group(1));
        Seen oldest = ring[next];
        if (oldest != null) {
            newest.remove(oldest.request, oldest);
        }
        ring[next] = seen;
        next = (next + 1) % ring.length;
        newest.put(seen.request, seen);
        return true;
    }

    /**
     * The line of a web server with the client in front that made the request; the line as it is if that is not known;
     * null if it is no such line.
     */
    @Nullable String tell(Ip server, String line) {
        Matcher parts = WEB.matcher(line);
        if (!parts.matches()) {
            return null;
        }
        Seen seen = newest.get(Request.of(server, parts.group(3)));
        return seen == null ? line : seen.client + parts.group(2);
    }
}
