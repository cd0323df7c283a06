package nib.unixgramlinux;

import java.io.IOException;
import nib.api.Address;
import nib.spi.Forwarder;
import nib.spi.Host;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** Each listener has a socket and a thread of its own: a server that is slow makes only its own senders wait. */
final class UnixgramLinuxEngine implements Forwarder {
    private volatile @Nullable Host host;

    @Override
    public void open(Host lender) {
        host = lender;
    }

    @Override
    public Bound bind(Terms terms, Transport.@Nullable Listening socket) throws IOException {
        Host lender = host;
        if (lender == null || !(terms.address() instanceof Address.Unix address)) {
            throw new IOException("unixgram needs a path or @name, not " + terms.address());
        }
        if (!terms.datagrams().single()) {
            throw new IOException("unixgram balances each datagram by itself: say datagrams: { mode: datagram }");
        }
        return new Slot(Inbox.bind(address, terms.file()), lender);
    }

    @Override
    public void close() {
        // listeners are drained by the house, and then nothing is left
    }
}
