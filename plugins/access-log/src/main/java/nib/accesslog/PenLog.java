package nib.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Client;
import nib.spi.Clock;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Host;
import nib.spi.Resident;
import nib.spi.Wire;
import nib.spi.WrappedWire;
import org.jspecify.annotations.Nullable;

/** Writes a line for each piece that a client says to a server, as pen does; stands at the wire to the server. */
final class PenLog implements Filter, Resident {
    private final Scribe<PenLine> scribe;
    private volatile @Nullable Clock clock;

    PenLog(Outlet.Source source, boolean toNetwork, int queue) {
        scribe = new Scribe<>("pen-log", source, new PenLines(toNetwork), queue);
    }

    @Override
    public void open(Host host) throws IOException {
        clock = host.clock();
        scribe.open(host);
    }

    @Override
    public void close() {
        scribe.close();
    }

    @Override
    public void handle(Connection connection, Next next) throws IOException {
        next.handle(connection.with(new Overheard(connection.wire(), connection.client())));
    }

    private void note(Client client, Address server, ByteBuffer said) {
        Clock now = clock;
        if (now != null && said.hasRemaining()) {
            scribe.offer(PenLine.of(TimeUnit.MILLISECONDS.toSeconds(now.millis()), client.address(), server, said));
        }
    }

    /** A wire of which is noted what is written to it. */
    private final class Overheard extends WrappedWire {
        private final Client client;

        Overheard(Wire wire, Client client) {
            super(wire);
            this.client = client;
        }

        @Override
        public void write(ByteBuffer from) throws IOException {
            note(client, inner.remote(), from);
            inner.write(from);
        }
    }
}
