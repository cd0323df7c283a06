package nib.dsr;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Server;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Flow;
import nib.spi.Forwarder;
import nib.spi.Lease;
import nib.spi.Opening;
import nib.spi.Transport;
import nib.testkit.TestServer;
import org.jspecify.annotations.Nullable;

/** A desk that sends everybody to the first of its servers that is up. */
final class Reception implements Desk {
    final List<String> events = new ArrayList<>();
    final List<String> down = new ArrayList<>();
    final List<Passenger> passengers = new ArrayList<>();
    private final List<String> servers;
    int places = Integer.MAX_VALUE;

    @Nullable Decision refusal;

    Reception(String... servers) {
        this.servers = List.of(servers);
    }

    static Forwarder.Terms terms(String address) {
        return new Forwarder.Terms(
                "web",
                "dsr",
                Address.parse(address),
                0,
                Transport.Options.USUAL,
                new Forwarder.Times(1, 100_000_000_000L, 10_000_000_000L, 1),
                null,
                new Forwarder.Datagrams(false, 0, 0, 30_000_000_000L));
    }

    @Override
    public boolean enter() {
        return places-- > 0;
    }

    @Override
    public void leave() {}

    @Override
    public Flow begin(Client client, Flow.Carrier carrier) {
        Passenger one = new Passenger(client, carrier);
        passengers.add(one);
        return one;
    }

    @Override
    public Decision route(Client client) {
        events.add("route " + client);
        return new Passenger(client, flow -> {}).decide();
    }

    @Override
    public void routed(Lease lease, long datagrams, long bytes) {
        events.add("routed " + bytes);
    }

    @Override
    public void paused(boolean paused, String reason) {}

    /** One who has come. */
    final class Passenger implements Flow, Lease {
        private final Client client;
        final Flow.Carrier carrier;
        private String at = "";

        Passenger(Client client, Flow.Carrier carrier) {
            this.client = client;
            this.carrier = carrier;
        }

        @Override
        public long id() {
            return 1;
        }

        @Override
        public Client client() {
            return client;
        }

        @Override
        public void opened(Opening.Done done) {}

        @Override
        public Decision decide() {
            if (refusal != null) {
                return refusal;
            }
            for (String one : servers) {
                if (!down.contains(one)) {
                    at = one;
                    return this;
                }
            }
            return new Decision.Nobody(End.NO_SERVER, "none is up");
        }

        @Override
        public void count(long sent, long received) {
            events.add("count " + sent);
        }

        @Override
        public void end(End end, String reason) {
            events.add("end " + end.word());
        }

        @Override
        public Server server() {
            return new TestServer(at, Address.parse(at));
        }

        @Override
        public Address address() {
            return Address.parse(at);
        }

        @Override
        public @Nullable Address source() {
            return null;
        }

        @Override
        public long timeout() {
            return 1;
        }

        @Override
        public int preambleMost() {
            return 0;
        }

        @Override
        public void preamble(ByteBuffer into) {}

        @Override
        public boolean preambleOnEvery() {
            return false;
        }

        @Override
        public void answered() {
            events.add("answered " + at);
        }

        @Override
        public boolean holds() {
            return !down.contains(at);
        }

        @Override
        public Decision failed(Lease.Blame blame, String reason) {
            events.add("failed " + at + " " + blame);
            down.add(at);
            return decide();
        }
    }
}
