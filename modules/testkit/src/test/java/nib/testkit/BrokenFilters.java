package nib.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Settings;
import nib.spi.Wire;
import nib.spi.WrappedWire;

/** A sound filter, and filters with one fault each, in tests as their authors would write them. */
final class BrokenFilters {
    private BrokenFilters() {}

    /** Hears a greeting first, and then lets everything by. */
    static class Sound extends FilterContract<Settings.None> implements Filter {
        private static final byte[] GREETING = "HELLO\n".getBytes(StandardCharsets.US_ASCII);

        @Override
        public void handle(Connection connection, Next next) throws IOException {
            ByteBuffer greeting = ByteBuffer.allocate(GREETING.length);
            while (greeting.hasRemaining()) {
                if (connection.wire().read(greeting) < 0) {
                    return;
                }
            }
            if (!greeting.flip().equals(ByteBuffer.wrap(GREETING))) {
                throw wrong();
            }
            next.handle(connection.with(wrap(connection.wire())));
        }

        IOException wrong() {
            return new IOException("did not greet");
        }

        Wire wrap(Wire wire) {
            return new WrappedWire(wire);
        }

        @Override
        protected Wire speaking(Wire wire) throws IOException {
            wire.write(ByteBuffer.wrap(GREETING));
            return wire;
        }

        @Override
        protected Settings.None settings() {
            return new Settings.None();
        }

        @Override
        protected Filter.Provider<Settings.None> provider() {
            return new Filter.Provider<>() {
                @Override
                public String word() {
                    return "subject";
                }

                @Override
                public Settings<Settings.None> settings() {
                    return Settings.none();
                }

                @Override
                public Filter create(Settings.None settings) {
                    return Sound.this;
                }
            };
        }
    }

    static class GoesOnTwice extends Sound {
        @Override
        public void handle(Connection connection, Next next) throws IOException {
            super.handle(connection, next);
            next.handle(connection);
        }
    }

    static class ForgetsTheClient extends Sound {
        @Override
        public void handle(Connection connection, Next next) throws IOException {
            super.handle(new Connection(TestClients.neighbour(99), connection.wire(), null, null), next);
        }
    }

    static class SwallowsTheEnd extends Sound {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public void finish() {}
            };
        }
    }

    static class ClosesForAnEnd extends Sound {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public int read(ByteBuffer into) throws IOException {
                    int count = inner.read(into);
                    if (count < 0) {
                        inner.close();
                    }
                    return count;
                }
            };
        }
    }

    static class SoftensAReset extends Sound {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public void reset() {
                    inner.close();
                }
            };
        }
    }

    static class KeepsTheWireOpen extends Sound {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public void close() {}
            };
        }
    }

    static class HidesFailures extends Sound {
        @Override
        public void handle(Connection connection, Next next) {
            try {
                super.handle(connection, next);
            } catch (IOException e) {
                // surely not so bad
            }
        }
    }

    static class ThrowsItsOwnKind extends Sound {
        @Override
        IOException wrong() {
            throw new IllegalStateException("did not greet");
        }
    }

    /** One buffer for all connections. */
    static class MixesConnections extends Sound {
        private final ByteBuffer shared = ByteBuffer.allocate(10_000);

        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public int read(ByteBuffer into) throws IOException {
                    shared.clear().limit(Math.min(shared.capacity(), into.remaining()));
                    int count = inner.read(shared);
                    LockSupport.parkNanos(1);
                    into.put(shared.flip());
                    return count;
                }
            };
        }
    }
}
