package nib.policies;

import java.util.concurrent.atomic.AtomicLong;
import nib.api.Client;
import nib.spi.Policy;
import nib.spi.Settings;

/**
 * One after the other by weight, smoothly: of 3, 1 and 1 the first is asked in three turns of five, and never three
 * times running where it can be helped. The order is a table made when the servers change, so that a choice is one
 * look-up; the policy keeps the position, as {@link RoundRobin} does.
 */
public final class Weighted implements Policy.Provider<Settings.None> {
    /** Turns in a round, at the least; above it weights are rounded. */
    private static final int TURNS = 1 << 14;

    /** The same for each server, so that ten thousand servers still have room for their differences. */
    private static final int TURNS_A_SERVER = 16;

    /** Turns to look ahead for a server that is usable before looking at every server. */
    private static final int AHEAD = 16;

    /** For the service loader. */
    public Weighted() {}

    @Override
    public String word() {
        return "weighted";
    }

    @Override
    public Settings<Settings.None> settings() {
        return Settings.none();
    }

    @Override
    public Policy create(Settings.None settings) {
        AtomicLong position = new AtomicLong();
        return servers -> {
            int most = Math.max(TURNS, TURNS_A_SERVER * servers.size());
            return servers.isEmpty()
                    ? Nobody.THERE
                    : new Rounds(Schedule.of(new Weights(servers).all(), most), position);
        };
    }

    private static final class Rounds implements Policy.Chooser {
        private final int[] turns;
        private final AtomicLong position;

        Rounds(int[] turns, AtomicLong position) {
            this.turns = turns;
            this.position = position;
        }

        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            return from(position.getAndIncrement(), attempt);
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            return from(position.get(), attempt);
        }

        /** The clients of a server that failed are spread by weight too. */
        @Override
        public int instead(Client client, Policy.Attempt attempt, int failed) {
            return choose(client, attempt);
        }

        private int from(long position, Policy.Attempt attempt) {
            int index = 0;
            for (int i = 0; i < AHEAD && i < turns.length; i++) {
                index = turns[(int) ((position + i) % turns.length)];
                if (attempt.usable(index)) {
                    return index;
                }
            }
            return attempt.next(index + 1);
        }
    }
}
