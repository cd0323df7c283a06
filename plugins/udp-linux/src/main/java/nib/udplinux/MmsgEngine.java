package nib.udplinux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nib.api.Address;
import nib.spi.Forwarder;
import nib.spi.Host;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** The workers, which begin with the first listener and serve all of them. */
final class MmsgEngine implements Forwarder {
    private final MmsgSettings settings;
    private final List<Worker> workers = new ArrayList<>();
    private @Nullable Host host;

    MmsgEngine(MmsgSettings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized void open(Host lender) {
        host = lender;
    }

    @Override
    public synchronized Bound bind(Terms terms, Transport.@Nullable Listening socket) throws IOException {
        if (host == null || !(terms.address() instanceof Address.Inet address)) {
            throw new IOException("UDP needs a numeric address, not " + terms.address());
        }
        start(host);
        return Port.bind(address, List.copyOf(workers));
    }

    private void start(Host lender) throws IOException {
        while (workers.size() < settings.count()) {
            Worker worker = Worker.open(lender);
            workers.add(worker);
            lender.thread("nib-mmsg-" + workers.size(), worker);
        }
    }

    @Override
    public synchronized void close() {
        workers.forEach(Worker::stop);
        workers.clear();
    }
}
