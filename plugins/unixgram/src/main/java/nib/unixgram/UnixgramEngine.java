package nib.unixgram;

import java.io.IOException;
import nib.spi.Forwarder;
import nib.spi.Host;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** Each listener has a socket and a thread of its own; they share nothing. */
final class UnixgramEngine implements Forwarder {
    private volatile @Nullable Host host;

    @Override
    public void open(Host lender) {
        host = lender;
    }

    @Override
    public Bound bind(Terms terms, Transport.@Nullable Listening socket) throws IOException {
        Host lender = host;
        if (lender == null) {
            throw new IOException("the engine is not open");
        }
        if (!terms.datagrams().single()) {
            throw new IOException("unixgram balances each datagram by itself: say datagrams: { mode: datagram }");
        }
        return new Mailbox(Inbox.bind(terms), lender);
    }

    @Override
    public void close() {
        // listeners are drained by the house, and then nothing is left
    }
}
