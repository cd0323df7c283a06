package nib.kernel;

import java.io.IOException;
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

    /** Connects where a client is to go now. */
    Wire dial(Visit guest, Transport.Options options) throws IOException {
        Transport.ConnectTerms terms = new Transport.ConnectTerms(
                guest.endpoint().address(), guest.timeout(), guest.source(), guest.transparent(), options);
        return transports.of(guest.endpoint()).connect(terms);
    }

    /** Connects to one address, which is numeric or a path. */
    Wire connect(Endpoint to, long timeout, @Nullable Address source, Transport.Options options) throws IOException {
        return transports.of(to).connect(new Transport.ConnectTerms(to.address(), timeout, source, options));
    }
}
