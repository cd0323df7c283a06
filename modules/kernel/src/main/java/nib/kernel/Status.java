package nib.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be seen of a house at one moment.
 *
 * @param plan the number of the plan in force, counted from 1
 * @param uptime nanoseconds since the start
 * @param sessions connections that are open
 * @param maxSessions how many may be open at once
 * @param draining whether it is about to stop
 */
public record Status(
        long plan,
        long uptime,
        int sessions,
        int maxSessions,
        boolean draining,
        List<Listener> listeners,
        List<Pool> pools) {
    /**
     * A listener.
     *
     * @param address the address it is bound to
     * @param accepted connections since the start
     * @param ended of those, how many are over
     */
    public record Listener(String name, String address, String pool, long accepted, long ended) {}

    /**
     * A pool.
     *
     * @param policy the word of its policy
     * @param active connections to its servers
     * @param waiting clients that wait for a seat
     * @param tracked clients that are remembered
     */
    public record Pool(String name, String policy, int active, int waiting, int tracked, List<Server> servers) {}

    /**
     * A server.
     *
     * @param addresses where it is now; several for a name with several addresses, none for a name that is not known
     * @param state the word of its state
     * @param reason why it is in that state; empty if it never changed
     * @param emergency whether it is the server of last resort
     * @param share the part of new clients that the policy's table sends there, 0 to 1; not a number where no table says so
     * @param active leases held now
     * @param connections connects that it answered
     * @param failures connects that failed
     * @param sent bytes to the server
     * @param received bytes from the server
     */
    public record Server(
            String name,
            List<String> addresses,
            String state,
            String reason,
            boolean emergency,
            int weight,
            int priority,
            double share,
            int active,
            int max,
            int hard,
            long connections,
            long failures,
            long sent,
            long received) {}

    /**
     * What a guard has counted.
     *
     * @param place a listener or a pool, with its name
     * @param guard its word
     * @param counters numbers by their names
     */
    public record Counters(String place, String guard, Map<String, Long> counters) {
        /** Keeps the order. */
        public Counters {
            counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
        }
    }

    /**
     * What an engine tells of itself.
     *
     * @param about what of it, such as a device or a server; empty for all of it
     */
    public record Fact(String engine, String about, String name, String value) {}

    /**
     * A connection that is open.
     *
     * @param phase where it is in its life
     * @param sent bytes to the server
     * @param received bytes from the server
     * @param age nanoseconds since it was accepted
     */
    public record Connection(
            long id,
            String listener,
            String client,
            @Nullable String pool,
            @Nullable String server,
            String phase,
            long sent,
            long received,
            long age) {}
}
