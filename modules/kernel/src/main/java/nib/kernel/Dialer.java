package nib.kernel;

import java.io.IOException;
import java.net.NoRouteToHostException;
import nib.api.Address;
import nib.spi.Transport;
import nib.spi.Wire;

/** Connects to servers, each through the transport that its address asks for. */
final class Dialer {
    private final Transports transports;

    Dialer(Transports transports) {
        this.transports = transports;
    }

    /** Tries the addresses of a server in turn; what the last one said is thrown. */
    Wire dial(LiveServer server, PoolSettings pool, Transport.Options options) throws IOException {
        return dial(server, pool, options, pool.connect().toNanos());
    }

    Wire dial(LiveServer server, PoolSettings pool, Transport.Options options, long timeout) throws IOException {
        IOException last = null;
        for (Address address : server.addresses()) {
            Endpoint endpoint = server.settings().address().at(address);
            Transport transport = transports.of(endpoint);
            Address source =
                    pool.source().map(ip -> (Address) new Address.Inet(ip, 0)).orElse(null);
            try {
                Wire wire = transport.connect(new Transport.ConnectTerms(address, timeout, source, options));
                server.whereabouts.prefer(address);
                return wire;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last == null ? new NoRouteToHostException("the name of " + server + " has no address yet") : last;
    }
}
