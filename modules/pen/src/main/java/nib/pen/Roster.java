package nib.pen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nib.kernel.Status;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a farm as a house has them: the numbers of pen's slots beside what the house counts. The configuration
 * names the servers in the order of their slots, and the emergency server behind them.
 */
final class Roster {
    /** What pen calls the emergency server, and the one for the denied. */
    static final int EMERGENCY = -1;

    static final int ABUSE = -2;

    /**
     * A server.
     *
     * @param seen null for a slot without an address
     */
    record Row(int number, Farm.Slot slot, Status.@Nullable Server seen) {
        /** One word. */
        String address() {
            if (slot.isEmpty()) {
                return "(none)";
            }
            String where = seen == null || seen.addresses().isEmpty()
                    ? ""
                    : seen.addresses().getFirst();
            int colon = where.lastIndexOf(':');
            return slot.host.startsWith("/") || colon < 0
                    ? Text.visible(slot.host)
                    : where.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        }

        boolean isUp() {
            return seen != null && seen.state().equals("up");
        }

        int active() {
            return seen == null ? 0 : seen.active();
        }

        long sent() {
            return seen == null ? 0 : seen.sent();
        }

        long received() {
            return seen == null ? 0 : seen.received();
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    Roster(Farm farm, Status status) {
        List<Status.Server> servers = status.pools().stream()
                .filter(pool -> pool.name().equals(PenYaml.POOL))
                .findFirst()
                .map(Status.Pool::servers)
                .orElse(List.of());
        int next = 0;
        int port = port(farm);
        for (int i = 0; i < farm.servers.size(); i++) {
            Farm.Slot slot = farm.servers.get(i);
            boolean there = !slot.isEmpty() && next < servers.size();
            Status.Server seen = there ? servers.get(next++) : null;
            rows.add(new Row(i, slot.port == 0 && !slot.isEmpty() ? slot.at(port) : slot, seen));
            if (seen != null) {
                numbers.put(seen.name(), i);
            }
        }
    }

    private static int port(Farm farm) {
        try {
            return farm.port();
        } catch (Failure e) {
            return 0;
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** As penctl tells it. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append("%d addr %s port %d conn %d max %d hard %d weight %d prio %d sx %d rx %d\n"
                    .formatted(
                            row.number(),
                            row.address(),
                            row.slot().port,
                            row.active(),
                            row.slot().max,
                            row.slot().hard,
                            row.slot().weight,
                            row.slot().prio,
                            row.sent(),
                            row.received()));
        }
        return text.toString();
    }

    /** The slot of a server by its name; a server that is in no slot is the emergency server. */
    int number(@Nullable String pool, @Nullable String server) {
        return PenYaml.ABUSE.equals(pool) ? ABUSE : numbers.getOrDefault(server, EMERGENCY);
    }
}
