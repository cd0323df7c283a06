package nib.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nib.api.Client;
import nib.api.Event;
import nib.api.ServerState;
import nib.spi.Host;
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

    private Snapshot(List<LiveServer> chosen, Policy.Chooser chooser, boolean lastResort) {
        this.servers = chosen.toArray(LiveServer[]::new);
        this.lastResort = lastResort;
        this.chooser = chooser;
        for (int i = 0; i < servers.length; i++) {
            servers[i].place(this, i);
        }
    }

    /** Over those of the servers that are up, or suspected ones if none is and no emergency server is up either. */
    static Snapshot of(List<LiveServer> all, Policy policy, boolean hasEmergency, Host host) {
        List<LiveServer> up = inState(all, ServerState.UP);
        boolean lastResort = up.isEmpty() && !hasEmergency;
        List<LiveServer> chosen = lastResort ? inState(all, ServerState.SUSPECT) : up;
        return new Snapshot(chosen, chooser(policy, chosen, host), lastResort);
    }

    /** A policy that fails here would leave a plan half in force; servers in order are better than none. */
    private static Policy.Chooser chooser(Policy policy, List<LiveServer> chosen, Host host) {
        try {
            return policy.over(List.copyOf(chosen));
        } catch (RuntimeException e) {
            host.tell(new Event.PluginFailed("policy", policy.getClass().getName(), Failures.words(e)));
            return new InOrder();
        }
    }

    /** The first that can be used. */
    private static final class InOrder implements Policy.Chooser {
        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            return attempt.next(0);
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            return attempt.next(0);
        }
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

    /** The index of a server, or -1; looks at each, which is for failures and not for every client. */
    int find(LiveServer server) {
        return Arrays.asList(servers).indexOf(server);
    }

    /** The part of new clients that goes to a server, 0 to 1, if the policy knows it. */
    double share(LiveServer server) {
        int index = find(server);
        if (index >= 0) {
            return chooser.share(index);
        }
        return servers.length > 0 && !Double.isNaN(chooser.share(0)) ? 0 : Double.NaN;
    }

    /** Whether that server still takes clients: it may have changed since the snapshot was made. */
    boolean open(LiveServer server) {
        ServerState state = server.state();
        boolean willing = state == ServerState.UP || (lastResort && state == ServerState.SUSPECT);
        return willing && server.weight() > 0 && !server.full();
    }
}
