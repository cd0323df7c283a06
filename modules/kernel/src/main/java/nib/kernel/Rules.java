package nib.kernel;

import nib.spi.Host;
import nib.spi.Transport;

/** What holds for the sessions of one listener that begin under one plan; they keep it until they end. */
record Rules(
        String listener,
        ListenerSettings settings,
        Dispatcher dispatcher,
        Dialer dialer,
        Transport.Options options,
        Host host) {}
