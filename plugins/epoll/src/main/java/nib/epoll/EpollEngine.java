package nib.epoll;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nib.spi.Forwarder;
import nib.spi.Host;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** The workers, which begin with the first listener and serve all of them. */
final class EpollEngine implements Forwarder {
    private final EpollSettings settings;
    private final List<Worker> workers = new ArrayList<>();
    private @Nullable Host host;

    EpollEngine(EpollSettings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized void open(Host lender) {
        host = lender;
    }

    @Override
    public synchronized Bound bind(Terms terms, Transport.@Nullable Listening socket) throws IOException {
        if (socket == null || host == null) {
            throw new IOException("there is no transport that listens on " + terms.address());
        }
        start(host);
        return Port.of(socket.local(), List.copyOf(workers));
    }

    private void start(Host lender) throws IOException {
        while (workers.size() < settings.count()) {
            Worker worker = Worker.open(lender);
            workers.add(worker);
            lender.thread("nib-epoll-" + workers.size(), worker);
        }
    }

    @Override
    public synchronized void close() {
        workers.forEach(Worker::stop);
        workers.clear();
    }
}
