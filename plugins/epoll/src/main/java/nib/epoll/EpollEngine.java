package nib.epoll;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nib.api.Address;
import nib.spi.Forwarder;
import nib.spi.Host;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** The workers, which begin with the first listener and serve all of them. */
final class EpollEngine implements Forwarder {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EpollSettings settings;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Port> ports = new ArrayList<>();
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
        if (host == null || (socket == null && !isAbstract(terms.address()))) {
            throw new IOException("there is no transport that listens on " + terms.address());
        }
        start(host);
        List<Worker> all = List.copyOf(workers);
        Port port = socket == null ? Port.named(terms, all) : Port.of(socket.local(), all);
        ports.removeIf(Port::isShut);
        ports.add(port);
        return port;
    }

    /** A name that the JDK knows nothing of, so that no transport can bind it, unix(7). */
    private static boolean isAbstract(Address address) {
        return address instanceof Address.Unix unix && unix.path().startsWith("@");
    }

    private void start(Host lender) throws IOException {
        while (workers.size() < settings.count()) {
            Worker worker = Worker.open(lender, settings.count());
            workers.add(worker);
            threads.add(lender.thread("nib-epoll-" + workers.size(), worker));
        }
    }

    /** Nothing is left when it returns: no descriptor, no flow, no thread. */
    @Override
    public synchronized void close() {
        ports.forEach(Port::close);
        ports.clear();
        workers.forEach(Worker::stop);
        workers.clear();
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }
}
