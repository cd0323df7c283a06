package nib.kernel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import nib.api.Client;
import nib.api.Event;
import nib.api.Fact;

/** What is told of one connection: what became of it, and then what would become of its client now. */
final class Account {
    private static final List<Fact<?>> TOLD =
            List.of(Fact.PEER, Fact.COUNTRY, Fact.ASN, Fact.SERVER_NAME, Fact.ALPN, Fact.TLS_VERSION, Fact.COMMON_NAME);

    private final List<String> lines = new ArrayList<>();

    private Account() {}

    /** Of one that has ended. */
    static Explanation of(Event.ConnectionEnded ended, Explanation now) {
        Account account = new Account();
        account.came(ended.client(), Instant.ofEpochMilli(ended.times().accepted()));
        Event.Route route = ended.route();
        if (route.pool() == null) {
            account.lines.add("it got to no pool");
        } else if (route.server() == null) {
            account.lines.add("pool " + route.pool() + ": no server answered, of " + route.attempts() + " tried");
        } else {
            account.lines.add("pool " + route.pool() + ": server " + route.server() + " answered after "
                    + millis(ended.times().connect()) + ", at attempt " + route.attempts());
        }
        account.moved(
                ended.traffic().sent(),
                ended.traffic().received(),
                ended.times().duration());
        String end = ended.end().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return account.and(now, "ended: " + end + (ended.reason().isEmpty() ? "" : ": " + ended.reason()));
    }

    /** Of one that is open. */
    static Explanation of(Status.Connection open, Explanation now) {
        Account account = new Account();
        account.lines.add("from " + open.client() + " to listener " + open.listener());
        if (open.pool() != null) {
            account.lines.add("pool " + open.pool() + (open.server() == null ? "" : ": server " + open.server()));
        }
        account.moved(open.sent(), open.received(), open.age());
        return account.and(now, "open: " + open.phase());
    }

    private void came(Client client, Instant when) {
        lines.add("from " + client.address() + " to listener " + client.listener() + " at " + when);
        for (Fact<?> fact : TOLD) {
            Object known = client.fact(fact);
            if (known != null) {
                lines.add(fact.name() + " " + known);
            }
        }
    }

    private void moved(long sent, long received, long nanos) {
        lines.add("%,d bytes to the server, %,d to the client, in %s".formatted(sent, received, millis(nanos)));
    }

    private static String millis(long nanos) {
        return "%,.1f ms".formatted((double) nanos / TimeUnit.MILLISECONDS.toNanos(1));
    }

    private Explanation and(Explanation now, String outcome) {
        now.steps().forEach(step -> lines.add("now: " + step));
        if (!now.outcome().isEmpty()) {
            lines.add("now: => " + now.outcome());
        }
        return new Explanation(lines, outcome);
    }
}
