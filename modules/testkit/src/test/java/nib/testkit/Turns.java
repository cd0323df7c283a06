package nib.testkit;

import java.util.concurrent.atomic.AtomicLong;
import nib.api.Client;
import nib.spi.Policy;
import nib.spi.Settings;

/** A sound policy, one after the other, for broken ones to differ from in one thing. */
class Turns implements Policy.Chooser {
    final int size;
    final AtomicLong position = new AtomicLong();

    Turns(int size) {
        this.size = size;
    }

    @Override
    public int choose(Client client, Policy.Attempt attempt) {
        return size == 0 ? NONE : at(position.getAndIncrement(), attempt);
    }

    @Override
    public int peek(Client client, Policy.Attempt attempt) {
        return size == 0 ? NONE : at(position.get(), attempt);
    }

    int at(long turn, Policy.Attempt attempt) {
        return attempt.next((int) (turn % size));
    }

    /** A test of a policy as its author would write it. */
    static class Subject extends PolicyContract<Settings.None> {
        @Override
        protected Policy.Provider<Settings.None> provider() {
            return new Policy.Provider<>() {
                @Override
                public String word() {
                    return "subject";
                }

                @Override
                public Settings<Settings.None> settings() {
                    return Settings.none();
                }

                @Override
                public Policy create(Settings.None settings) {
                    return make();
                }
            };
        }

        Policy make() {
            return servers -> chooser(servers.size());
        }

        Policy.Chooser chooser(int size) {
            return new Turns(size);
        }

        @Override
        protected Settings.None settings() {
            return new Settings.None();
        }

        @Override
        protected boolean respectsWeights() {
            return false;
        }

        @Override
        protected boolean isSticky() {
            return false;
        }

        @Override
        protected boolean isConsistent() {
            return false;
        }

        @Override
        protected boolean followsLoad() {
            return false;
        }

        @Override
        protected double tolerance() {
            return 0.01;
        }
    }
}
