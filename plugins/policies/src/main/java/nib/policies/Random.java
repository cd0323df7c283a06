package nib.policies;

import java.util.concurrent.atomic.AtomicLong;
import nib.api.Client;
import nib.spi.Policy;
import nib.spi.Settings;

/** By lot, weighted. The number of the draw and the client make the lot, so that two balancers do not march in step. */
public final class Random implements Policy.Provider<Settings.None> {
    /** For the service loader. */
    public Random() {}

    @Override
    public String word() {
        return "random";
    }

    @Override
    public Settings<Settings.None> settings() {
        return Settings.none();
    }

    @Override
    public Policy create(Settings.None settings) {
        AtomicLong draws = new AtomicLong();
        return servers -> servers.isEmpty() ? Nobody.THERE : new Lots(new Alias(new Weights(servers)), draws);
    }

    private record Lots(Alias alias, AtomicLong draws) implements Policy.Chooser {
        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            return draw(draws.getAndIncrement(), client, attempt);
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            return draw(draws.get(), client, attempt);
        }

        /** The clients of a server that failed are spread over all. */
        @Override
        public int instead(Client client, Policy.Attempt attempt, int failed) {
            return choose(client, attempt);
        }

        private int draw(long number, Client client, Policy.Attempt attempt) {
            return alias.draw(Mix.lot(number, client), attempt);
        }
    }
}
