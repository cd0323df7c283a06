package nib.kernel;

import java.util.ArrayList;
import java.util.List;
import nib.api.Server;
import nib.api.ServerState;
import nib.spi.Policy;

/**
 * The servers of a pool that new clients may be sent to, at one moment, and the chooser made for them. Immutable;
 * built off the path of clients whenever a server changes state.
 */
final class Snapshot {
    final LiveServer[] servers;
    final Policy.Chooser chooser;

    /** Whether nobody is up, so that suspected servers are asked: better a doubtful answer than none. */
    final boolean lastResort;

    private Snapshot(List<LiveServer> chosen, Policy policy, boolean lastResort) {
        this.servers = chosen.toArray(LiveServer[]::new);
        this.lastResort = lastResort;
        this.chooser = policy.over(List.<Server>copyOf(chosen));
        for (int i = 0; i < servers.length; i++) {
            servers[i].place(this, i);
        }
    }

    /** Over those of the servers that are up, or suspected ones if none is and there is no emergency server. */
    static Snapshot of(List<LiveServer> all, Policy policy, boolean hasEmergency) {
        List<LiveServer> up = inState(all, ServerState.UP);
        boolean lastResort = up.isEmpty() && !hasEmergency;
        return new Snapshot(lastResort ? inState(all, ServerState.SUSPECT) : up, policy, lastResort);
    }

    private static List<LiveServer> inState(List<LiveServer> all, ServerState state) {
        List<LiveServer> some = new ArrayList<>(all.size());
        for (LiveServer server : all) {
            if (server.state() == state && server.weight() > 0) {
                some.add(server);
            }
        }
        return some;
    }

    /** Whether that server still takes clients: its state may have changed since the snapshot was made. */
    boolean open(LiveServer server) {
        ServerState state = server.state();
        return (state == ServerState.UP || lastResort && state == ServerState.SUSPECT) && !server.full();
    }
}
