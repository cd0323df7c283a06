package nib.testkit;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import nib.api.Event;
import nib.spi.Host;
import nib.spi.Observer;
import nib.spi.Resident;
import nib.spi.Settings;
import org.jspecify.annotations.Nullable;

/** A sound observer, and observers with one fault each, in tests as their authors would write them. */
final class BrokenObservers {
    private BrokenObservers() {}

    /** Reads on a thread of its own what it was told. */
    static class Subject extends ObserverContract<Settings.None> {
        @Override
        protected Settings.None settings() {
            return new Settings.None();
        }

        Observer make() {
            return new Reader();
        }

        @Override
        protected Observer.Provider<Settings.None> provider() {
            return new Observer.Provider<>() {
                @Override
                public String word() {
                    return "subject";
                }

                @Override
                public Settings<Settings.None> settings() {
                    return Settings.none();
                }

                @Override
                public Observer create(Settings.None settings) {
                    return make();
                }
            };
        }
    }

    private static class Reader implements Observer, Resident {
        final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(1000);

        @Nullable Thread thread;

        @Override
        public void on(Event event) {
            if (!queue.offer(event)) {
                // dropped: a real one would count it
            }
        }

        @Override
        public void open(Host host) {
            thread = host.thread("reader", this::read);
        }

        void read() {
            try {
                while (true) {
                    read(queue.take());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void read(Event event) {
            if (event.toString().isEmpty()) {
                throw new AssertionError("every event says something");
            }
        }

        @Override
        public void close() {
            Thread last = thread;
            if (last != null) {
                last.interrupt();
            }
        }
    }

    static class ThrowsWithoutAServer extends Subject {
        @Override
        Observer make() {
            return event -> {
                if (event instanceof Event.ConnectionEnded ended) {
                    Objects.requireNonNull(ended.route().server());
                }
            };
        }
    }

    static class WaitsForRoom extends Subject {
        @Override
        Observer make() {
            return new Reader() {
                @Override
                public void on(Event event) {
                    try {
                        queue.put(event);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }

                @Override
                void read() {}
            };
        }
    }

    static class LeavesItsThread extends Subject {
        @Override
        Observer make() {
            return new Reader() {
                @Override
                public void close() {}
            };
        }
    }

    static class DiesOfAnEvent extends Subject {
        @Override
        Observer make() {
            return new Reader() {
                @Override
                void read(Event event) {
                    throw new IllegalStateException("cannot read " + event);
                }
            };
        }
    }

    static class LeavesATask extends Subject {
        @Override
        Observer make() {
            return new Reader() {
                @Override
                public void open(Host host) {
                    again(host);
                }

                private void again(Host host) {
                    host.clock().after(Duration.ofMinutes(7).toNanos(), () -> again(host));
                }
            };
        }
    }
}
