package nib.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import nib.spi.LocalFailure;
import nib.spi.Probe;
import nib.spi.Settings;
import nib.spi.Wire;

/** A sound probe, and probes with one fault each, in tests as their authors would write them. */
final class BrokenProbes {
    private BrokenProbes() {}

    /** Expects the byte 42 and the end. */
    static class Sound extends ProbeContract<Settings.None> implements Probe {
        @Override
        public void check(Target target) throws IOException {
            try (Wire wire = target.connect(target.address(), schedule().timeout())) {
                listen(wire);
            }
        }

        void listen(Wire wire) throws IOException {
            ByteBuffer answer = ByteBuffer.allocate(2);
            if (wire.read(answer) != 1 || answer.get(0) != 42 || wire.read(answer) >= 0) {
                throw new IOException("did not say 42");
            }
        }

        @Override
        protected void serve(Wire wire) throws IOException {
            wire.write(ByteBuffer.wrap(new byte[] {42}));
        }

        @Override
        public Schedule schedule() {
            return new Schedule(Duration.ofSeconds(2), Duration.ofSeconds(1), 3, 2);
        }

        @Override
        protected Settings.None settings() {
            return new Settings.None();
        }

        @Override
        protected Probe.Provider<Settings.None> provider() {
            return new Probe.Provider<>() {
                @Override
                public String word() {
                    return "subject";
                }

                @Override
                public Settings<Settings.None> settings() {
                    return Settings.none();
                }

                @Override
                public Probe create(Settings.None settings) {
                    return Sound.this;
                }
            };
        }
    }

    static class LeavesTheWireOpen extends Sound {
        @Override
        public void check(Target target) throws IOException {
            listen(target.connect(target.address(), schedule().timeout()));
        }
    }

    static class HidesFailures extends Sound {
        @Override
        public void check(Target target) {
            try {
                super.check(target);
            } catch (IOException e) {
                // surely not so bad
            }
        }
    }

    static class BlamesTheServer extends Sound {
        @Override
        public void check(Target target) throws IOException {
            try {
                super.check(target);
            } catch (LocalFailure e) {
                throw new IOException(e);
            }
        }
    }

    static class OnlyConnects extends Sound {
        @Override
        void listen(Wire wire) {}
    }

    static class TrustsEveryWord extends Sound {
        @Override
        void listen(Wire wire) throws IOException {
            if (wire.read(ByteBuffer.allocate(2)) < 0) {
                throw new IOException("said nothing");
            }
        }
    }

    static class RemembersTheServer extends Sound {
        private int asked;

        @Override
        public void check(Target target) throws IOException {
            if (asked++ > 1) {
                throw new IOException("asked before");
            }
            super.check(target);
        }
    }

    static class AnswersAfterTheNextQuestion extends Sound {
        @Override
        public Schedule schedule() {
            return new Schedule(Duration.ofSeconds(1), Duration.ofSeconds(2), 3, 2);
        }
    }
}
