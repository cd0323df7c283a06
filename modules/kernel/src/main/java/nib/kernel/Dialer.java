package nib.kernel;

import java.io.IOException;
import java.net.NoRouteToHostException;
import nib.api.Address;
import nib.spi.Transport;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/** Connects to servers, each through the transport that its address asks for. */
final class Dialer {
    private final Transports transports;

    Dialer(Transports transports) {
        this.transports = transports;
    }

    /** Tries the addresses of a server in turn; what the last one said is thrown. */
    Wire dial(LiveServer server, PoolSettings pool, Transport.Options options) throws IOException {
        IOException last = null;
        for (Address address : server.addresses()) {
            Endpoint endpoint = server.settings().address().at(address);
            try {
                Wire wire = connect(endpoint, pool, options, pool.connect().toNanos());
                server.whereabouts.prefer(address);
                return wire;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last == null ? new NoRouteToHostException("its name has no address yet") : last;
    }

    /** Connects to one address, which is numeric or a path. */
    Wire connect(Endpoint to, PoolSettings pool, Transport.Options options, long timeout) throws IOException {
        @Nullable Address source = pool.source().map(Dialer::anyPort).orElse(null);
        return transports.of(to).connect(new Transport.ConnectTerms(to.address(), timeout, source, options));
    }

    private static Address anyPort(nib.api.Ip ip) {
        return new Address.Inet(ip, 0);
    }
}
