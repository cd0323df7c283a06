package example.nearest;

import java.util.List;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Server;
import nib.spi.Policy;

/** Takes the server whose address has the most leading bits in common with the client's; equals by the client's port. */
final class Nearest implements Policy {
    private final int compared;

    Nearest(NearestSettings settings) {
        this.compared = 128 - settings.ignore();
    }

    @Override
    public Chooser over(List<Server> servers) {
        return new ByDistance(
                servers.stream().map(server -> ip(server.address())).toArray(Ip[]::new), compared);
    }

    /** A server with a name or a path is far from everybody. */
    private static Ip ip(Address address) {
        return address instanceof Address.Inet inet ? inet.ip() : new Ip(-1, -1);
    }

    private record ByDistance(Ip[] servers, int compared) implements Chooser {
        @Override
        public int choose(Client client, Attempt attempt) {
            int best = NONE;
            int most = -1;
            int at = servers.length == 0 ? 0 : client.port() % servers.length;
            for (int i = 0; i < servers.length; i++, at = at + 1 == servers.length ? 0 : at + 1) {
                int bits = Math.min(compared, common(client, servers[at]));
                if (bits > most && attempt.usable(at)) {
                    best = at;
                    most = bits;
                }
            }
            return best;
        }

        @Override
        public int peek(Client client, Attempt attempt) {
            return choose(client, attempt);
        }

        private static int common(Client client, Ip server) {
            long high = client.high() ^ server.high();
            return high != 0
                    ? Long.numberOfLeadingZeros(high)
                    : 64 + Long.numberOfLeadingZeros(client.low() ^ server.low());
        }
    }
}
