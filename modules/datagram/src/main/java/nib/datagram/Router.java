package nib.datagram;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import nib.api.Address;
import nib.api.Client;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Forwarder.Terms;
import nib.spi.Lease;
import nib.spi.Lease.Blame;
import nib.spi.Opening;
import org.jspecify.annotations.Nullable;

/** Sends datagrams that are balanced one by one, through one line for each server, which all clients share. */
final class Router<O> {
    /** Lines that are open at once; the one not used for longest makes place. */
    private static final int LINES = 1024;

    private final Outlet<O> outlet;
    private final Letter letter;
    private final Map<Way, Line> lines = new LinkedHashMap<>(16, 0.75f, true);

    /** Where to, and where from. */
    private record Way(Address server, @Nullable Address source) {}

    Router(Outlet<O> outlet, Letter letter) {
        this.outlet = outlet;
        this.letter = letter;
    }

    /** Sends one. A client that is denied, or finds nobody, is told nothing: nobody waits for an answer. */
    void route(Client client, Terms terms, Desk desk, ByteBuffer datagram) {
        try {
            Client who = client;
            Opening opening = terms.opening();
            if (opening != null) {
                // A pool that it wishes for is not followed: a route has none.
                if (!(Preface.read(opening, datagram, client) instanceof Opening.Done done) || done.pool() != null) {
                    return;
                }
                who = done.client();
            }
            send(desk, desk.route(who), datagram);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            // one datagram is lost; the house tells what its plugins throw
        }
    }

    private void send(Desk desk, Decision first, ByteBuffer datagram) {
        Decision decision = first;
        while (decision instanceof Lease lease) {
            Way way = new Way(lease.address(), lease.source());
            try {
                Line line = line(way);
                switch (line.send(lease.preambleMost() == 0 ? datagram : letter.write(lease, datagram))) {
                    case DONE -> {
                        desk.routed(lease, 1, datagram.remaining());
                        return;
                    }
                    case LOST -> {
                        return;
                    }
                    case REFUSED ->
                        decision = lease.failed(Blame.SERVER, lease.address() + ": its port is unreachable");
                }
            } catch (Refusal refusal) {
                decision = lease.failed(refusal.blame(), refusal.reason());
            }
        }
    }

    private Line line(Way way) throws Refusal {
        Line line = lines.get(way);
        if (line == null) {
            if (lines.size() >= LINES) {
                Map.Entry<Way, Line> oldest = lines.entrySet().iterator().next();
                lines.remove(oldest.getKey());
                oldest.getValue().close();
            }
            line = outlet.dial(null, way.server, way.source, false);
            lines.put(way, line);
        }
        return line;
    }

    /** Closes all lines; those that are needed are opened again. */
    void forget() {
        lines.values().forEach(Line::close);
        lines.clear();
    }
}
