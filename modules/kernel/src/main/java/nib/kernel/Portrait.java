package nib.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nib.api.Address;
import nib.spi.Counting;
import nib.spi.Guard;

/** Draws the {@link Status} of a house. */
final class Portrait {
    private Portrait() {}

    static Status of(House house, long plan, long uptime, boolean draining) {
        return new Status(
                plan,
                uptime,
                house.sessions().size(),
                house.sessions().gate().limit(),
                draining,
                house.listeners().values().stream().map(Portrait::listener).toList(),
                house.pools().values().stream().map(pool -> pool(house, pool)).toList());
    }

    static Status.Counters of(String place, String word, Guard guard, Tallies.Tally tally) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("turned-away", tally.turnedAway.sum());
        counters.put("sent-elsewhere", tally.sentElsewhere.sum());
        counters.put("delayed", tally.delayed.sum());
        if (guard instanceof Counting counting) {
            counters.putAll(counting.counters());
        }
        return new Status.Counters(place, word, counters);
    }

    private static Status.Listener listener(LiveListener listener) {
        // Ended first: read the other way round, more might have ended than were accepted.
        long ended = listener.desk.ended.sum();
        return new Status.Listener(
                listener.rules().listener(),
                listener.local().toString(),
                listener.rules().settings().pool(),
                listener.desk.accepted.sum(),
                ended);
    }

    private static Status.Pool pool(House house, LivePool pool) {
        Memory memory = pool.memory();
        List<Status.Server> servers =
                pool.everyone().stream().map(server -> server(pool, server)).toList();
        return new Status.Pool(
                pool.name,
                house.plan().parts().word(pool.settings().policy()).orElse(""),
                pool.active(),
                pool.queue().size(),
                memory == null ? 0 : memory.size(),
                servers);
    }

    private static Status.Server server(LivePool pool, LiveServer server) {
        ServerSettings settings = server.settings();
        return new Status.Server(
                server.name,
                server.addresses().stream().map(Address::toString).toList(),
                server.state().word(),
                server.health.reason(),
                server == pool.emergency(),
                settings.weight(),
                settings.priority(),
                pool.snapshot().share(server),
                server.active(),
                settings.max(),
                settings.hard(),
                server.connections.sum(),
                server.failures.sum(),
                server.sent.sum(),
                server.received.sum());
    }
}
