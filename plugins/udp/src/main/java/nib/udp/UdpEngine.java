package nib.udp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nib.api.Address;
import nib.spi.Forwarder;
import nib.spi.Host;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** The loops, which begin with the first listener; each listener belongs to one of them. */
final class UdpEngine implements Forwarder {
    private final UdpSettings settings;
    private final List<Loop> loops = new ArrayList<>();
    private @Nullable Host host;
    private int next;

    UdpEngine(UdpSettings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized void open(Host lender) {
        host = lender;
    }

    @Override
    public synchronized Bound bind(Terms terms, Transport.@Nullable Listening socket) throws IOException {
        Host lender = host;
        if (lender == null || !(terms.address() instanceof Address.Inet address)) {
            throw new IOException("UDP needs a numeric address, not " + terms.address());
        }
        return new Port(loop(lender), Doors.open(address));
    }

    private Loop loop(Host lender) throws IOException {
        if (loops.size() < settings.count()) {
            Loop loop = Loop.open(lender);
            loops.add(loop);
            lender.thread("nib-udp-" + loops.size(), loop);
            return loop;
        }
        return loops.get(next++ % loops.size());
    }

    @Override
    public synchronized void close() {
        loops.forEach(Loop::stop);
        loops.clear();
    }
}
