package nib.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import nib.api.Client;
import nib.api.Server;
import nib.spi.Preamble;
import nib.spi.Settings;
import org.jspecify.annotations.Nullable;

/** A sound preamble, and preambles with one fault each. */
final class BrokenPreambles {
    private BrokenPreambles() {}

    /** Writes the client's address. */
    static class Sound extends PreambleContract<Settings.None> implements Preamble {
        @Override
        public int most() {
            return 100;
        }

        @Override
        public void write(@Nullable Client client, Server server, ByteBuffer into) {
            into.put((client == null ? "us" : client.toString()).getBytes(US_ASCII));
        }

        @Override
        protected Settings.None settings() {
            return new Settings.None();
        }

        @Override
        protected Preamble.Provider<Settings.None> provider() {
            return new Preamble.Provider<>() {
                @Override
                public String word() {
                    return "subject";
                }

                @Override
                public Settings<Settings.None> settings() {
                    return Settings.none();
                }

                @Override
                public Preamble create(Settings.None settings) {
                    return Sound.this;
                }
            };
        }
    }

    static class WritesMoreThanItSays extends Sound {
        @Override
        public int most() {
            return 15;
        }
    }

    static class ForgetsTheHouse extends Sound {
        @Override
        public void write(@Nullable Client client, Server server, ByteBuffer into) {
            super.write(Objects.requireNonNull(client), server, into);
        }
    }

    static class CountsClients extends Sound {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void write(@Nullable Client client, Server server, ByteBuffer into) {
            into.putInt(count.incrementAndGet());
        }
    }

    static class WritesFromTheBeginning extends Sound {
        @Override
        public void write(@Nullable Client client, Server server, ByteBuffer into) {
            into.rewind();
            super.write(client, server, into);
        }
    }

    static class IsTooLong extends Sound {
        @Override
        public int most() {
            return 5000;
        }
    }
}
