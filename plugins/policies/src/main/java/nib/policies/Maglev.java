package nib.policies;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicInteger;
import nib.api.Client;
import nib.spi.About;
import nib.spi.Complaint;
import nib.spi.Default;
import nib.spi.Policy;
import nib.spi.Range;
import nib.spi.Settings;

/**
 * The same client to the same server, through a {@link MaglevTable}; when a server comes or goes, hardly any client
 * moves that need not. Optionally no server gets more than its share of leases by a factor: consistent hashing with
 * bounded loads (Mirrokni, Thorup, Zadimoghaddam, arXiv 1608.01350, 2016).
 */
public final class Maglev implements Policy.Provider<Maglev.MaglevSettings> {
    /** For the service loader. */
    public Maglev() {}

    @Override
    public String word() {
        return "maglev";
    }

    @Override
    public Settings<MaglevSettings> settings() {
        return new Settings<>(MaglevSettings.class, MethodHandles.lookup());
    }

    @Override
    public Policy create(MaglevSettings settings) {
        if (settings.table() != 0 && !Primes.isPrime(settings.table())) {
            throw new Complaint(
                    "table",
                    "the size of the table is a prime number such as " + Primes.from(settings.table()) + ", not "
                            + settings.table());
        }
        // Written so that what is not a number is refused too.
        if (settings.load() != 0 && !(settings.load() > 1)) {
            throw new Complaint("load", "a factor above 1 such as 1.25, or 0 for no bound, not " + settings.load());
        }
        // A table that shrank with a server that goes down would send everybody elsewhere: it only grows.
        AtomicInteger least = new AtomicInteger();
        return servers -> {
            if (servers.isEmpty()) {
                return Nobody.THERE;
            }
            int size = settings.table() != 0
                    ? settings.table()
                    : least.accumulateAndGet(MaglevTable.sizeFor(servers.size()), Math::max);
            Weights weights = new Weights(servers);
            return new Places(MaglevTable.fill(servers, weights, size), weights, settings);
        };
    }

    @About("The same client to the same server; few move when servers come or go.")
    record MaglevSettings(
            @About("What makes two clients the same: address, or address-and-port.") @Default("address")
            Key key,

            @About("Places in the table, a prime number of at least 100 for each server; 0 chooses one.")
            @Default("0")
            @Range(min = "0", max = "16777259")
            int table,

            @About("The most leases a server may hold, as a factor of its share by weight, above 1; 0 for no bound.")
            @Default("0")
            @Range(min = "0", max = "1000")
            double load) {}

    private static final class Places implements Policy.Chooser {
        /** Other places to look at for a client whose server cannot take it, before looking at every server. */
        private static final int OTHERS = 16;

        private final int[] table;
        private final int[] counts;
        private final Weights weights;
        private final Key key;
        private final double load;

        Places(int[] table, Weights weights, MaglevSettings settings) {
            this.table = table;
            this.counts = new int[weights.size()];
            for (int index : table) {
                counts[index]++;
            }
            this.weights = weights;
            this.key = settings.key();
            this.load = settings.load();
        }

        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            long hash = Mix.of(client, key);
            int index = table[Mix.below(hash, table.length)];
            return attempt.usable(index) && hasRoom(index, attempt) ? index : elsewhere(hash, attempt);
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            return choose(client, attempt);
        }

        /** The clients of a server that failed are spread over all, each always to the same. */
        @Override
        public int instead(Client client, Policy.Attempt attempt, int failed) {
            return choose(client, attempt);
        }

        @Override
        public double share(int index) {
            return (double) counts[index] / table.length;
        }

        /** The client's second server, third and so on; one without room only if no other is usable. */
        private int elsewhere(long hash, Policy.Attempt attempt) {
            int index = 0;
            for (int i = 0; i < OTHERS; i++) {
                index = table[Mix.below(Mix.another(hash, i), table.length)];
                if (attempt.usable(index) && hasRoom(index, attempt)) {
                    return index;
                }
            }
            int first = attempt.next(index);
            for (int i = 0, at = first; i < attempt.size() && first != NONE; i++, at = (at + 1) % attempt.size()) {
                if (attempt.usable(at) && hasRoom(at, attempt)) {
                    return at;
                }
            }
            return first;
        }

        /** Whether one lease more stays within the bound, which is rounded up. */
        private boolean hasRoom(int index, Policy.Attempt attempt) {
            if (load == 0) {
                return true;
            }
            double share = (double) weights.of(index) / weights.sum();
            return weights.server(index).active() < Math.ceil(load * (attempt.active() + 1.0) * share);
        }
    }
}
