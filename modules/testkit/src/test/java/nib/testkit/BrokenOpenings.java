package nib.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.List;
import nib.api.Address;
import nib.api.Client;
import nib.spi.Opening;
import nib.spi.Settings;

/** A sound opening, and openings with one fault each. */
final class BrokenOpenings {
    private static final int LONGEST = 40;

    private BrokenOpenings() {}

    /** Reads "from 192.0.2.1:80" and a line feed. */
    static class Sound extends OpeningContract<Settings.None> implements Opening {
        @Override
        public int most() {
            return LONGEST;
        }

        @Override
        public Answer read(ByteBuffer first, boolean whole, Client client) {
            String text = US_ASCII.decode(first.duplicate()).toString();
            int end = text.indexOf('\n');
            if (!text.startsWith("from ".substring(0, Math.min(5, text.length())))) {
                return new Bad("no such line");
            }
            if (end < 0) {
                return whole || text.length() >= most() ? new Bad("cut short") : more(text.length());
            }
            try {
                return done(end + 1, client.seenAs(Address.parse(text.substring(5, end)), client.local()));
            } catch (RuntimeException e) {
                return new Bad("no such address");
            }
        }

        Answer more(int there) {
            return new More(there + 1);
        }

        Answer done(int consumed, Client client) {
            return new Done(consumed, client, null);
        }

        @Override
        public Answer silence(ByteBuffer first, Client client) {
            return new Bad("silent");
        }

        @Override
        protected List<byte[]> understood() {
            return List.of(
                    "from 192.0.2.1:80\nhello".getBytes(US_ASCII),
                    "from 192.0.2.7:8\nfrom 192.0.2.1:80\n".getBytes(US_ASCII));
        }

        @Override
        protected List<byte[]> refused() {
            return List.of("GET /\n".getBytes(US_ASCII), "from nobody\n".getBytes(US_ASCII));
        }

        @Override
        protected Settings.None settings() {
            return new Settings.None();
        }

        @Override
        protected Opening.Provider<Settings.None> provider() {
            return new Opening.Provider<>() {
                @Override
                public String word() {
                    return "subject";
                }

                @Override
                public Settings<Settings.None> settings() {
                    return Settings.none();
                }

                @Override
                public Opening create(Settings.None settings) {
                    return Sound.this;
                }
            };
        }
    }

    static class WaitsForWhatWillNotCome extends Sound {
        @Override
        Answer more(int there) {
            return new More(most());
        }
    }

    static class AsksForWhatIsThere extends Sound {
        @Override
        Answer more(int there) {
            return new More(there);
        }
    }

    static class ConsumesTheClientsBytes extends Sound {
        @Override
        public Answer read(ByteBuffer first, boolean whole, Client client) {
            Answer answer = super.read(first, whole, client);
            first.position(first.limit());
            return answer;
        }
    }

    static class TakesTheLastLine extends Sound {
        @Override
        public Answer read(ByteBuffer first, boolean whole, Client client) {
            String text = US_ASCII.decode(first.duplicate()).toString();
            int last = text.lastIndexOf("from ");
            return last > 0 && text.endsWith("\n")
                    ? super.read(first.slice(first.position() + last, first.remaining() - last), whole, client)
                    : super.read(first, whole, client);
        }
    }

    static class NeverGivesUp extends Sound {
        @Override
        public Answer read(ByteBuffer first, boolean whole, Client client) {
            Answer answer = super.read(first, whole, client);
            return answer instanceof Bad bad && bad.reason().equals("cut short") ? more(first.remaining()) : answer;
        }
    }

    static class WaitsInSilence extends Sound {
        @Override
        public Answer silence(ByteBuffer first, Client client) {
            return new More(first.remaining() + 1);
        }
    }

    static class RepeatsWhatWasSent extends Sound {
        @Override
        public Answer read(ByteBuffer first, boolean whole, Client client) {
            return super.read(first, whole, client) instanceof Bad
                    ? new Bad("bad: " + US_ASCII.decode(first.duplicate()))
                    : super.read(first, whole, client);
        }
    }

    static class ThrowsAtNonsense extends Sound {
        @Override
        public Answer read(ByteBuffer first, boolean whole, Client client) {
            Answer answer = super.read(first, whole, client);
            if (answer instanceof Bad bad && bad.reason().equals("no such address") && first.remaining() > 20) {
                throw new IllegalArgumentException("an address");
            }
            return answer;
        }
    }

    static class LetsEverybodyIn extends Sound {
        @Override
        public Answer read(ByteBuffer first, boolean whole, Client client) {
            Answer answer = super.read(first, whole, client);
            return answer instanceof Bad ? done(0, client) : answer;
        }
    }

    static class HidesItsPool extends Sound {
        @Override
        Answer done(int consumed, Client client) {
            return new Done(consumed, client, "other");
        }
    }
}
