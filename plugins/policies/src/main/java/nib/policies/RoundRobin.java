package nib.policies;

import java.util.concurrent.atomic.AtomicLong;
import nib.api.Client;
import nib.spi.Policy;
import nib.spi.Settings;

/**
 * One after the other, whatever their weight. The policy keeps the position, so that servers that come or go do not
 * send everybody back to the first.
 */
public final class RoundRobin implements Policy.Provider<Settings.None> {
    /** For the service loader. */
    public RoundRobin() {}

    @Override
    public String word() {
        return "round-robin";
    }

    @Override
    public Settings<Settings.None> settings() {
        return Settings.none();
    }

    @Override
    public Policy create(Settings.None settings) {
        AtomicLong position = new AtomicLong();
        return servers -> servers.isEmpty() ? Nobody.THERE : new Turns(servers.size(), position);
    }

    private record Turns(int size, AtomicLong position) implements Policy.Chooser {
        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            return attempt.next((int) (position.getAndIncrement() % size));
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            return attempt.next((int) (position.get() % size));
        }
    }
}
