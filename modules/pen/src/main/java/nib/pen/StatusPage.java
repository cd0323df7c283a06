package nib.pen;

import java.util.List;
import java.util.Map;
import nib.api.Ip;
import nib.kernel.Status;

/** What is to be seen now, as a page for a browser: the tables of pen's page, in its order. */
final class StatusPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Pen status page</title>
            <style>
            """;

    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; color: #1d2733; background: #f6f7f9; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
            h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .3rem; } p { color: #5a6675; margin: .2rem 0 .6rem; }
            table { border-collapse: collapse; width: 100%; background: #fff; border: 1px solid #dfe3e8; }
            th, td { padding: .35rem .7rem; border-bottom: 1px solid #eceff2; text-align: right; font-variant-numeric: tabular-nums; }
            th { background: #eaf3ec; color: #2f5d3a; font-weight: 600; } .t { text-align: left; font-family: ui-monospace, monospace; }
            .up { color: #1f7a3a; } .down { color: #b3261e; font-weight: 600; }
            """;

    private final StringBuilder text = new StringBuilder();

    private StatusPage() {}

    static String of(Farm farm, Status status, List<Status.Connection> open, Guests guests, Seats seats) {
        return new StatusPage().page(farm, status, open, guests, seats);
    }

    private String page(Farm farm, Status status, List<Status.Connection> open, Guests guests, Seats seats) {
        Roster roster = new Roster(farm, status);
        Map<Integer, Status.Connection> taken = seats.taken(open);
        text.append(HEAD).append(STYLE).append("</style>\n</head>\n<body>\n<h1>Pen status page</h1>\n<p>Time ");
        text.append(Times.now()).append(", ");
        text.append(roster.rows().size())
                .append(" servers, ")
                .append(open.size())
                .append(" current</p>\n");
        servers(roster);
        List<Guests.Sight> clients = guests.seen(open, System.currentTimeMillis());
        clients(farm, clients, roster);
        connections(farm, clients, roster, taken, seats.last());
        return text.append("</body>\n</html>\n").toString();
    }

    private void servers(Roster roster) {
        head(
                "server",
                "address",
                "status",
                "port",
                "connections",
                "max soft",
                "max hard",
                "sent",
                "received",
                "weight",
                "prio");
        for (Roster.Row row : roster.rows()) {
            text.append("<tr><td>").append(row.number()).append("</td>");
            words(row.address());
            text.append(row.isUp() ? "<td class=\"up\">" : "<td class=\"down\">")
                    .append(escaped(row.seen() == null ? "none" : row.seen().state()))
                    .append("</td>");
            numbers(row.slot().port, row.active(), row.slot().max, row.slot().hard);
            numbers(row.sent(), row.received(), row.slot().weight, row.slot().prio);
            text.append("</tr>\n");
        }
        text.append("</table>\n");
    }

    private void clients(Farm farm, List<Guests.Sight> clients, Roster roster) {
        text.append("<h2>Active clients</h2>\n<p>Max number of clients: ")
                .append(farm.number(Setting.CLIENTS_MAX))
                .append("</p>\n");
        head("client", "address", "age(secs)", "last server", "connects", "sent", "received");
        for (Guests.Sight one : clients) {
            text.append("<tr><td>").append(one.index()).append("</td>");
            words(one.address().toString());
            numbers(one.age(), roster.number(PenYaml.POOL, one.server()), one.connects(), one.sent(), one.received());
            text.append("</tr>\n");
        }
        text.append("</table>\n");
    }

    private void connections(
            Farm farm, List<Guests.Sight> clients, Roster roster, Map<Integer, Status.Connection> taken, int last) {
        text.append("<h2>Active connections</h2>\n<p>Number of connections: %d max, %d used, %d last</p>\n"
                .formatted(farm.number(Setting.CONN_MAX), taken.size(), Math.max(0, last)));
        head("connection", "client", "server", "from", "phase", "sent", "received", "age(secs)");
        Map<Ip, Integer> places = Guests.places(clients);
        taken.forEach((number, one) -> {
            text.append("<tr>");
            numbers(number, Guests.place(places, one), roster.number(one.pool(), one.server()));
            words(one.client());
            words(one.phase());
            numbers(one.received(), one.sent(), one.age() / 1_000_000_000);
            text.append("</tr>\n");
        });
        text.append("</table>\n");
    }

    private void head(String... names) {
        text.append("<table>\n<tr>");
        for (String name : names) {
            text.append("<th>").append(name).append("</th>");
        }
        text.append("</tr>\n");
    }

    private void words(String words) {
        text.append("<td class=\"t\">").append(escaped(words)).append("</td>");
    }

    private void numbers(long... numbers) {
        for (long one : numbers) {
            text.append("<td>").append(one).append("</td>");
        }
    }

    private static String escaped(String words) {
        return Text.visible(words)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
