package nib.accesslog;

import java.io.IOException;
import nib.api.Event;
import nib.api.Event.ConnectionEnded;
import nib.spi.Host;
import nib.spi.Observer;
import nib.spi.Resident;

/** Writes one line for each connection that has ended. */
final class AccessLog implements Observer, Resident {
    private final Scribe<ConnectionEnded> scribe;

    AccessLog(Outlet.Source source, Lines<ConnectionEnded> lines, int queue) {
        scribe = new Scribe<>("access-log", source, lines, queue);
    }

    @Override
    public void on(Event event) {
        if (event instanceof ConnectionEnded ended) {
            scribe.offer(ended);
        }
    }

    @Override
    public void open(Host host) throws IOException {
        scribe.open(host);
    }

    @Override
    public void close() {
        scribe.close();
    }
}
