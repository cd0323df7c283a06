package nib.policies;

import java.util.List;
import nib.api.Server;
import nib.spi.Policy;

/** Servers with their weights as they were when a chooser was made; who changes a weight makes another chooser. */
final class Weights {
    private final Server[] servers;
    private final int[] each;
    private final long sum;

    Weights(List<Server> servers) {
        this.servers = servers.toArray(Server[]::new);
        this.each = servers.stream().mapToInt(Server::weight).toArray();
        long all = 0;
        for (int weight : each) {
            all += weight;
        }
        this.sum = all;
    }

    Server server(int index) {
        return servers[index];
    }

    int of(int index) {
        return each[index];
    }

    long sum() {
        return sum;
    }

    int[] all() {
        return each.clone();
    }

    /** Whether a client may go there, and the weight allows it. */
    boolean usable(Policy.Attempt attempt, int index) {
        return each[index] > 0 && attempt.usable(index);
    }

    /** As {@link Policy.Attempt#next}, leaving out weight 0. */
    int next(Policy.Attempt attempt, int from) {
        for (int i = 0; i < each.length; i++) {
            int index = (from + i) % each.length;
            if (usable(attempt, index)) {
                return index;
            }
        }
        return Policy.Chooser.NONE;
    }
}
