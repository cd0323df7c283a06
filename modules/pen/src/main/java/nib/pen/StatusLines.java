package nib.pen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nib.kernel.Status;

/** What is to be seen now, as lines for a log: what pen writes at a signal USR1 without a status page. */
final class StatusLines {
    private StatusLines() {}

    static List<String> of(Farm farm, Status status, List<Status.Connection> open, Guests guests, Seats seats) {
        Roster roster = new Roster(farm, status);
        List<String> lines = new ArrayList<>();
        lines.add("Time " + Times.now() + ", " + roster.rows().size() + " servers, " + open.size() + " current");
        for (Roster.Row row : roster.rows()) {
            lines.add(
                    "Server %d status: address %s, %s, port %d, %d connections (%d soft, %d hard), %d sent, %d received"
                            .formatted(
                                    row.number(),
                                    row.address(),
                                    row.seen() == null ? "none" : row.seen().state(),
                                    row.slot().port,
                                    row.active(),
                                    row.slot().max,
                                    row.slot().hard,
                                    row.sent(),
                                    row.received()));
        }
        lines.add("Max number of clients: " + farm.number(Setting.CLIENTS_MAX));
        lines.add("Active clients:");
        for (Guests.Sight one : guests.seen(open, System.currentTimeMillis())) {
            lines.add(
                    "Client %d status: address %s, last used %d s ago, last server %d, %d connects, %d sent, %d received"
                            .formatted(
                                    one.index(),
                                    one.address(),
                                    one.age(),
                                    roster.number(PenYaml.POOL, one.server()),
                                    one.connects(),
                                    one.sent(),
                                    one.received()));
        }
        lines.add("Max number of connections: " + farm.number(Setting.CONN_MAX));
        lines.add("Active connections:");
        for (Map.Entry<Integer, Status.Connection> one : seats.taken(open).entrySet()) {
            Status.Connection now = one.getValue();
            lines.add("Connection %d status: client %s, server %d, %s, %d sent, %d received"
                    .formatted(
                            one.getKey(),
                            Text.visible(now.client()),
                            roster.number(now.pool(), now.server()),
                            now.phase(),
                            now.received(),
                            now.sent()));
        }
        return lines;
    }
}
