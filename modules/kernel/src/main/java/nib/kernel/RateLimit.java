package nib.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nib.spi.Clock;

/** At most one line a second for each topic; remembers the topics that came last. */
final class RateLimit {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final int TOPICS = 256;

    private final Clock clock;
    private final Map<String, Topic> topics = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Topic> eldest) {
            return size() > TOPICS;
        }
    };

    private static final class Topic {
        private long last;
        private long suppressed;
    }

    RateLimit(Clock clock) {
        this.clock = clock;
    }

    /**
     * Asks to say something.
     *
     * @return how many times the answer was no since the last yes, for yes; -1 for no
     */
    synchronized long ask(String name) {
        long now = clock.nanos();
        Topic topic = topics.get(name);
        if (topic == null) {
            topic = new Topic();
            topic.last = now;
            topics.put(name, topic);
            return 0;
        }
        if (now - topic.last < PAUSE) {
            topic.suppressed++;
            return -1;
        }
        long suppressed = topic.suppressed;
        topic.last = now;
        topic.suppressed = 0;
        return suppressed;
    }
}
