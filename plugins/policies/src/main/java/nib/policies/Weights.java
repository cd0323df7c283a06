package nib.policies;

import java.util.Arrays;
import java.util.List;
import nib.api.Server;

/** Servers with their weights as they were when a chooser was made; who changes a weight makes another chooser. */
final class Weights {
    private final Server[] servers;
    private final int[] each;
    private final long sum;
    private final boolean alike;

    Weights(List<Server> servers) {
        this.servers = servers.toArray(Server[]::new);
        this.each = new int[this.servers.length];
        long all = 0;
        for (int i = 0; i < each.length; i++) {
            // One that has just become 0 makes another chooser in a moment.
            each[i] = Math.max(1, servers.get(i).weight());
            all += each[i];
        }
        this.sum = all;
        this.alike = Arrays.stream(each).distinct().count() <= 1;
    }

    int size() {
        return each.length;
    }

    /** Whether every server has the same weight. */
    boolean areAlike() {
        return alike;
    }

    /** Leases of one times the weight of another, which compares as leases divided by one's own weight. */
    long load(int index, int other) {
        return (long) servers[index].active() * each[other];
    }

    Server server(int index) {
        return servers[index];
    }

    /** The weight of a server, at least 1. */
    int of(int index) {
        return each[index];
    }

    long sum() {
        return sum;
    }

    int[] all() {
        return each.clone();
    }
}
