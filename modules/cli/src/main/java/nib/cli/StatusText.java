package nib.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The status as a page for people. A server that is not up stands out: a mark, capitals, and the reason. */
final class StatusText {
    private StatusText() {}

    /** The page, line by line. */
    static List<String> of(Json status) {
        List<String> page = new ArrayList<>();
        page.add(heading(status));
        page.add("");
        page.addAll(listeners(status).lines("  "));
        for (Json pool : status.list("pools")) {
            page.add("");
            page.add(poolLine(pool));
            addServers(pool, page);
        }
        return page;
    }

    /** What guards have counted, as a table. */
    static List<String> counters(Json answer) {
        Table table = new Table("PLACE", "GUARD", "COUNTER", ">VALUE");
        answer.list("counters")
                .forEach(one ->
                        table.row(one.text("place"), one.text("guard"), one.text("counter"), one.number("value")));
        return table.lines("");
    }

    /** What engines tell of themselves, as a table. */
    static List<String> engines(Json answer) {
        Table table = new Table("ENGINE", "ABOUT", "FACT", "VALUE");
        answer.list("facts")
                .forEach(one -> table.row(
                        one.text("engine"),
                        one.text("about").isEmpty() ? "-" : one.text("about"),
                        one.text("fact"),
                        one.text("value")));
        return table.lines("");
    }

    private static String heading(Json status) {
        return "plan " + status.number("plan") + ", up " + Amounts.time(status.number("uptime_ms")) + ", "
                + status.number("sessions") + " of " + status.number("max_sessions") + " connections"
                + (status.is("draining") ? ", STOPPING" : "");
    }

    private static Table listeners(Json status) {
        Table table = new Table("LISTENER", "ADDRESS", "POOL", ">ACCEPTED", ">OPEN");
        for (Json one : status.list("listeners")) {
            long accepted = one.number("accepted");
            table.row(
                    one.text("name"), one.text("address"), one.text("pool"), accepted, accepted - one.number("ended"));
        }
        return table;
    }

    private static String poolLine(Json pool) {
        long tracked = pool.number("tracked");
        long waiting = pool.number("waiting");
        return "pool " + pool.text("name") + ": " + pool.text("policy") + ", " + pool.number("active") + " active"
                + (waiting == 0 ? "" : ", " + waiting + " waiting")
                + (tracked == 0 ? "" : ", " + tracked + (tracked == 1 ? " client" : " clients") + " remembered");
    }

    private static void addServers(Json pool, List<String> page) {
        List<Json> servers = pool.list("servers");
        Table table = new Table(
                "  SERVER", "STATE", ">ACTIVE", ">MAX", ">WEIGHT", ">ANSWERED", ">FAILED", ">SENT", ">RECEIVED");
        servers.forEach(server -> add(server, table));
        List<String> lines = table.lines("");
        page.add(lines.getFirst());
        for (int i = 0; i < servers.size(); i++) {
            page.add(lines.get(i + 1));
            Json server = servers.get(i);
            if (!isUp(server) && !server.text("reason").isEmpty()) {
                page.add("    " + server.text("reason"));
            }
        }
    }

    private static boolean isUp(Json server) {
        return server.text("state").equals("up");
    }

    private static void add(Json server, Table table) {
        String state = server.text("state");
        table.row(
                (isUp(server) ? "  " : "! ") + server.text("name") + where(server),
                (isUp(server) ? state : state.toUpperCase(Locale.ROOT))
                        + (server.is("emergency") ? " (emergency)" : ""),
                server.number("active"),
                limit(server),
                weight(server),
                server.number("connections"),
                server.number("failures"),
                Amounts.bytes(server.number("sent")),
                Amounts.bytes(server.number("received")));
    }

    /** The address, if the name does not tell it. */
    private static String where(Json server) {
        List<String> addresses = server.texts("addresses");
        String first = addresses.isEmpty() ? "not found" : addresses.getFirst();
        return first.equals(server.text("name")) ? "" : " (" + first + (addresses.size() > 1 ? ", ..." : "") + ")";
    }

    /** With the share of new clients, where a table says it. */
    private static String weight(Json server) {
        String weight = server.text("weight");
        return server.has("share")
                ? String.format(Locale.ROOT, "%s (%.1f %%)", weight, 100 * server.fraction("share"))
                : weight;
    }

    private static String limit(Json server) {
        long max = server.number("max");
        long hard = server.number("hard");
        return max == 0 ? "-" : hard > max ? max + "/" + hard : String.valueOf(max);
    }

    /** The connections, oldest first. */
    static List<String> connections(Json answer) {
        Table table = new Table(">ID", "LISTENER", "CLIENT", "SERVER", "PHASE", ">AGE", ">SENT", ">RECEIVED");
        answer.list("connections").stream()
                .sorted((a, b) -> Long.compare(a.number("id"), b.number("id")))
                .forEach(one -> table.row(
                        one.number("id"),
                        one.text("listener"),
                        one.text("client"),
                        one.has("server") ? one.text("pool") + "/" + one.text("server") : "-",
                        one.text("phase"),
                        Amounts.time(one.number("age_ms")),
                        Amounts.bytes(one.number("sent")),
                        Amounts.bytes(one.number("received"))));
        return table.lines("");
    }
}
