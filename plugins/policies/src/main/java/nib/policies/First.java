package nib.policies;

import nib.api.Client;
import nib.spi.Policy;
import nib.spi.Settings;

/** The first server in the order of the file that can take the client: the others stay idle until it is full. */
public final class First implements Policy.Provider<Settings.None> {
    /** For the service loader. */
    public First() {}

    @Override
    public String word() {
        return "first";
    }

    @Override
    public Settings<Settings.None> settings() {
        return Settings.none();
    }

    @Override
    public Policy create(Settings.None settings) {
        return servers -> Foremost.OF_ALL;
    }

    private enum Foremost implements Policy.Chooser {
        OF_ALL;

        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            return attempt.next(0);
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            return attempt.next(0);
        }

        /** Again the first: one that comes before the failed one may have become free. */
        @Override
        public int instead(Client client, Policy.Attempt attempt, int failed) {
            return attempt.next(0);
        }
    }
}
