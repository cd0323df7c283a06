package nib.probes;

import java.io.IOException;
import nib.spi.Probe;

/** Takes a server that accepts a connection to be well. */
final class ConnectProbe implements Probe {
    private final Schedule schedule;

    ConnectProbe(Schedule schedule) {
        this.schedule = schedule;
    }

    /** Closes with a FIN and not a RST, which would stand in the log of many a server as an error. */
    @Override
    public void check(Target target) throws IOException {
        target.connect(target.address(), schedule.timeout()).close();
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }
}
