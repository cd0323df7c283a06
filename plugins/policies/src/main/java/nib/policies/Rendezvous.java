package nib.policies;

import java.lang.invoke.MethodHandles;
import java.util.List;
import nib.api.Client;
import nib.api.Server;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Policy;
import nib.spi.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The same client to the same server: each server bids for the client with a number made of both, and the highest bid
 * wins (D. Thaler, C. Ravishankar, Using name-based mappings to increase hit rates, IEEE/ACM Transactions on Networking
 * 6, 1998). When a server leaves, nobody moves but its clients. A bid u by weight w is ln(u) / w, so that shares are
 * true to the weights (C. Schindelhauer, G. Schomaker, Weighted distributed hash tables, SPAA 2005).
 */
public final class Rendezvous implements Policy.Provider<Rendezvous.RendezvousSettings> {
    /** For the service loader. */
    public Rendezvous() {}

    @Override
    public String word() {
        return "rendezvous";
    }

    @Override
    public Settings<RendezvousSettings> settings() {
        return new Settings<>(RendezvousSettings.class, MethodHandles.lookup());
    }

    @Override
    public Policy create(RendezvousSettings settings) {
        return servers -> new Auction(servers, settings.key());
    }

    @About("The same client to the same server; none moves that need not, for pools of some dozen servers.")
    record RendezvousSettings(
            @About("What makes two clients the same: address, or address-and-port.") @Default("address")
            Key key) {}

    private static final class Auction implements Policy.Chooser {
        private final long[] names;
        private final Weights weights;
        private final Key key;

        Auction(List<Server> servers, Key key) {
            this.names =
                    servers.stream().mapToLong(server -> Mix.of(server.name())).toArray();
            this.weights = new Weights(servers);
            this.key = key;
        }

        /** Nearly always the highest bidder can take the client, so the others are not asked whether they could. */
        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            long hash = Mix.of(client, key);
            int highest = highest(hash, null);
            return highest == NONE || attempt.usable(highest) ? highest : highest(hash, attempt);
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            return choose(client, attempt);
        }

        /** The next highest bidder. */
        @Override
        public int instead(Client client, Policy.Attempt attempt, int failed) {
            return choose(client, attempt);
        }

        private int highest(long hash, Policy.@Nullable Attempt among) {
            int best = NONE;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < names.length; i++) {
                double bid = bid(hash, i);
                if (bid > high && (among == null || among.usable(i))) {
                    best = i;
                    high = bid;
                }
            }
            return best;
        }

        /** Where all weights are alike, the number itself is as good as its logarithm. */
        private double bid(long hash, int index) {
            double even = ((Mix.mix(hash ^ names[index]) >>> 11) + 0.5) * 0x1p-53;
            return weights.areAlike() ? even : StrictMath.log(even) / weights.of(index);
        }
    }
}
