package nib.policies;

import java.util.concurrent.atomic.AtomicLong;
import nib.api.Client;
import nib.spi.Policy;
import nib.spi.Settings;

/**
 * Draws two servers by lot and takes the one with fewer leases for its weight: nearly as even as looking at all (M.
 * Mitzenmacher, The power of two choices in randomized load balancing, IEEE TPDS 12, 2001), and nothing to keep.
 */
public final class PowerOfTwo implements Policy.Provider<Settings.None> {
    /** For the service loader. */
    public PowerOfTwo() {}

    @Override
    public String word() {
        return "power-of-two";
    }

    @Override
    public Settings<Settings.None> settings() {
        return Settings.none();
    }

    @Override
    public Policy create(Settings.None settings) {
        AtomicLong draws = new AtomicLong();
        return servers -> servers.isEmpty() ? Nobody.THERE : new Pairs(new Weights(servers), draws);
    }

    private static final class Pairs implements Policy.Chooser {
        /** Draws until the second differs from the first; then the first stands alone. */
        private static final int DRAWS = 4;

        private final Weights weights;
        private final Alias alias;
        private final AtomicLong draws;

        Pairs(Weights weights, AtomicLong draws) {
            this.weights = weights;
            this.alias = new Alias(weights);
            this.draws = draws;
        }

        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            return pick(Mix.lot(draws.getAndIncrement(), client), attempt);
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            return pick(Mix.lot(draws.get(), client), attempt);
        }

        /** The clients of a server that failed are spread over all. */
        @Override
        public int instead(Client client, Policy.Attempt attempt, int failed) {
            return choose(client, attempt);
        }

        private int pick(long lot, Policy.Attempt attempt) {
            int first = alias.draw(lot);
            int second = first;
            for (int i = 0; i < DRAWS && second == first; i++) {
                second = alias.draw(Mix.another(lot, i));
            }
            int better = weights.load(second, first) < weights.load(first, second) ? second : first;
            if (attempt.usable(better)) {
                return better;
            }
            int worse = better == first ? second : first;
            return attempt.usable(worse) ? worse : alias.draw(Mix.mix(lot), attempt);
        }
    }
}
