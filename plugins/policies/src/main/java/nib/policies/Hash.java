package nib.policies;

import java.lang.invoke.MethodHandles;
import nib.api.Client;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Policy;
import nib.spi.Settings;

/** The same client to the same server, by a number made of its address, modulo the servers: no table, no state. */
public final class Hash implements Policy.Provider<Hash.HashSettings> {
    /** For the service loader. */
    public Hash() {}

    @Override
    public String word() {
        return "hash";
    }

    @Override
    public Settings<HashSettings> settings() {
        return new Settings<>(HashSettings.class, MethodHandles.lookup());
    }

    @Override
    public Policy create(HashSettings settings) {
        return servers -> servers.isEmpty() ? Nobody.THERE : new Remainders(servers.size(), settings.key());
    }

    @About("The same client to the same server, as long as the servers are the same.")
    record HashSettings(
            @About("What makes two clients the same: address, or address-and-port.") @Default("address")
            Key key) {}

    private record Remainders(int size, Key key) implements Policy.Chooser {
        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            return attempt.next(Mix.below(Mix.of(client, key), size));
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            return choose(client, attempt);
        }
    }
}
