package nib.testkit;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;
import nib.spi.Guard;
import nib.spi.Settings;
import org.jspecify.annotations.Nullable;

/** A sound guard, and guards with one fault each, in tests as their authors would write them. */
final class BrokenGuards {
    private BrokenGuards() {}

    private static final Verdict COME = new Verdict.Allow("not from here");
    private static final Verdict GO = new Verdict.Deny(Verdict.How.DENY, "from here");
    private static final Prefix HERE = Prefix.parse("127.0.0.0/8");

    /** Turns away who comes from this machine. */
    static class Sound extends GuardContract<Settings.None> implements Guard {
        @Override
        public Verdict check(Client client) {
            Ip ip = client.ip();
            return ip != null && HERE.contains(ip) ? GO : COME;
        }

        @Override
        public @Nullable Prefix scope(Client client) {
            return check(client).equals(GO) ? HERE : null;
        }

        @Override
        protected Settings.None settings() {
            return new Settings.None();
        }

        @Override
        protected List<Ip> interesting() {
            return List.of(Ip.parse("127.1.2.3"), Ip.parse("10.0.0.1"));
        }

        @Override
        protected Guard.Provider<Settings.None> provider() {
            return new Guard.Provider<>() {
                @Override
                public String word() {
                    return "subject";
                }

                @Override
                public Settings<Settings.None> settings() {
                    return Settings.none();
                }

                @Override
                public Guard create(Settings.None settings) {
                    return Sound.this;
                }
            };
        }
    }

    static class ForgetsClientsWithoutAnAddress extends Sound {
        @Override
        public Verdict check(Client client) {
            return HERE.contains(Objects.requireNonNull(client.ip())) ? GO : COME;
        }
    }

    static class ChangesItsMind extends Sound {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Verdict check(Client client) {
            return asked.incrementAndGet() % 7 == 0 ? GO : COME;
        }
    }

    static class MakesVerdictsAnew extends Sound {
        @Override
        public Verdict check(Client client) {
            return new Verdict.Allow("always");
        }
    }

    static class ScopeIsTooWide extends Sound {
        @Override
        public @Nullable Prefix scope(Client client) {
            return Prefix.parse("0.0.0.0/0");
        }
    }

    static class HidesItsPool extends Sound {
        @Override
        public Verdict check(Client client) {
            return new Verdict.ToPool("other", "whatever");
        }

        @Override
        public Set<String> pools() {
            return Set.of("another");
        }
    }

    static class SaysWhatWasSent extends Sound {
        @Override
        public Verdict check(Client client) {
            return new Verdict.Allow("first\nsecond");
        }
    }

    static class RemembersTheLastClientForAllThreads extends Sound {
        private @Nullable Ip last;
        private Verdict said = COME;

        @Override
        public Verdict check(Client client) {
            Ip ip = client.ip();
            if (ip != null && !ip.equals(last)) {
                last = ip;
                LockSupport.parkNanos(1);
                said = super.check(client);
            }
            return said;
        }
    }
}
