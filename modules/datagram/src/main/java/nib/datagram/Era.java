package nib.datagram;

import org.jspecify.annotations.Nullable;

/**
 * The sessions that began under one idle time, by {@link Rank} and within it by when something last moved. A reload with
 * another idle time begins another era, so that each queue stays in the order in which its sessions end.
 */
final class Era<O> {
    final long idle;
    private final Queue<O> silent = new Queue<>();
    private final Queue<O> answered = new Queue<>();
    private final Queue<O> talking = new Queue<>();

    /** How much speaks for a session. */
    enum Rank {
        /** No server has answered. Whoever forges addresses makes these. */
        SILENT,
        /** A server has answered. That does not show that the client is where it says. */
        ANSWERED,
        /** The client went on after an answer. */
        TALKING
    }

    Era(long idle) {
        this.idle = idle;
    }

    Queue<O> queue(Rank rank) {
        return switch (rank) {
            case SILENT -> silent;
            case ANSWERED -> answered;
            case TALKING -> talking;
        };
    }

    boolean isEmpty() {
        return silent.first() == null && answered.first() == null && talking.first() == null;
    }

    /** Sessions in the order of their last datagram. */
    static final class Queue<O> {
        private @Nullable Session<O> first;
        private @Nullable Session<O> last;

        @Nullable Session<O> first() {
            return first;
        }

        void add(Session<O> session) {
            Session<O> before = last;
            session.before = before;
            session.after = null;
            last = session;
            if (before == null) {
                first = session;
            } else {
                before.after = session;
            }
        }

        void remove(Session<O> session) {
            Session<O> before = session.before;
            Session<O> after = session.after;
            if (before == null) {
                first = after;
            } else {
                before.after = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.before = before;
            }
            session.before = null;
            session.after = null;
        }
    }
}
