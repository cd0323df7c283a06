package nib.policies;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import nib.api.Client;
import nib.api.Server;
import nib.spi.Policy;
import nib.spi.Settings;

/** To the server with the fewest leases for its weight; among equals, to the one that has waited longest. */
public final class LeastConnections implements Policy.Provider<Settings.None> {
    /** For the service loader. */
    public LeastConnections() {}

    @Override
    public String word() {
        return "least-connections";
    }

    @Override
    public Settings<Settings.None> settings() {
        return Settings.none();
    }

    @Override
    public Policy create(Settings.None settings) {
        return servers -> servers.isEmpty() ? Nobody.THERE : new Least(servers);
    }

    /**
     * A {@link Tournament} over the live numbers of leases. Ties go by turns: each choice moves the chosen server's
     * turn on by a step that is the smaller the greater its weight (start-time fair queueing: Goyal, Vin, Cheng,
     * SIGCOMM 1996), so that idle servers are asked one after the other, by weight.
     */
    private static final class Least implements Policy.Chooser {
        private static final long STEP = 1L << 20;

        private final Weights weights;
        private final AtomicLongArray turns;
        private final AtomicLong latest = new AtomicLong();
        private final AtomicLong answered = new AtomicLong(-1);
        private final Tournament tournament;

        Least(List<Server> servers) {
            this.weights = new Weights(servers);
            this.turns = new AtomicLongArray(servers.size());
            this.tournament = new Tournament(servers.size(), this::before);
        }

        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            long root = tournament.root();
            int index = pick(root, attempt);
            if (index != NONE) {
                takeTurn(index, root);
            }
            return index;
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            return pick(tournament.root(), attempt);
        }

        @Override
        public int instead(Client client, Policy.Attempt attempt, int failed) {
            return choose(client, attempt);
        }

        @Override
        public void changed(int index) {
            tournament.changed(index);
        }

        private int pick(long root, Policy.Attempt attempt) {
            int winner = Tournament.winner(root);
            return attempt.usable(winner) ? winner : tournament.find(attempt::usable);
        }

        /**
         * The lease that follows replays the matches. If none followed the last answer, because many threads ask at
         * once or nobody takes leases, it is done here, so that they do not all go to one server.
         */
        private void takeTurn(int index, long root) {
            long begin = Math.max(turns.get(index), latest.get());
            turns.set(index, begin + STEP / weights.of(index));
            latest.lazySet(begin);
            if (answered.get() == root) {
                tournament.changed(index);
            } else {
                answered.lazySet(root);
            }
        }

        /** Full servers last; then by leases for the weight, by turn, by index. */
        private boolean before(int first, int second) {
            long left = load(first, weights.of(second));
            long right = load(second, weights.of(first));
            if (left != right) {
                return left < right;
            }
            long turn = turns.get(first) - turns.get(second);
            return turn != 0 ? turn < 0 : first < second;
        }

        /** Leases times the other's weight, which compares as leases divided by one's own. */
        private long load(int index, int otherWeight) {
            Server server = weights.server(index);
            int active = server.active();
            int max = server.max();
            return max > 0 && active >= max ? Long.MAX_VALUE : (long) active * otherWeight;
        }
    }
}
