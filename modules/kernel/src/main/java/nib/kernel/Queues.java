package nib.kernel;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A queue for each client that has all its connections; it is there as long as somebody stands in it. Any thread. */
final class Queues {
    private final ConcurrentHashMap<Source, Queue> all = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** The queue of one client. */
    private final class Own implements Line {
        private final Source source;

        Own(Source source) {
            this.source = source;
        }

        @Override
        public long number() {
            return numbers.incrementAndGet();
        }

        @Override
        public boolean isEmpty() {
            return !all.containsKey(source);
        }

        @Override
        public boolean isFirst(Turn turn) {
            Queue queue = all.get(source);
            return queue != null && queue.isFirst(turn);
        }

        @Override
        public boolean join(Turn turn, int most) {
            boolean[] joined = {false};
            all.compute(source, (key, before) -> {
                Queue queue = before == null ? new Queue() : before;
                joined[0] = queue.join(turn, most);
                return queue;
            });
            return joined[0];
        }

        @Override
        public void leave(Turn turn) {
            all.computeIfPresent(source, (key, queue) -> {
                queue.remove(turn);
                return queue.isEmpty() ? null : queue;
            });
            stir(source);
        }
    }

    Line of(Source source) {
        return new Own(source);
    }

    /** A connection of that client is over. */
    void stir(Source source) {
        if (!all.isEmpty()) {
            Queue queue = all.get(source);
            if (queue != null) {
                queue.stir();
            }
        }
    }

    /** Those who wait. */
    int size() {
        return all.values().stream().mapToInt(Queue::size).sum();
    }
}
