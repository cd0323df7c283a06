package nib.kernel;

import nib.spi.Forwarder;
import nib.spi.Host;
import nib.spi.Opening;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the sessions of one listener that begin under one plan; they keep it until they end.
 *
 * @param terms what an engine is told of the listener
 * @param tarpit the places of those who are held; it stays through all plans
 */
record Rules(
        ListenerSettings settings,
        Forwarder.Terms terms,
        Dispatcher dispatcher,
        Dialer dialer,
        Gate tarpit,
        Host host) {
    String listener() {
        return terms.listener();
    }

    @Nullable Opening opening() {
        return terms.opening();
    }

    Transport.Options options() {
        return terms.options();
    }

    /** What an engine is told of a listener. */
    static Forwarder.Terms terms(String name, ListenerSettings settings, Host host) {
        Opening opening = Openings.of(settings.openings(), host);
        long patience = opening == null ? Long.MAX_VALUE : opening.patience();
        ListenerSettings.Datagrams datagrams = settings.datagrams();
        return new Forwarder.Terms(
                name,
                settings.bind().transport().orElse(""),
                settings.bind().address(),
                settings.backlog(),
                new Transport.Options(settings.nodelay(), settings.keepalive()),
                new Forwarder.Times(
                        Math.min(settings.handshake().toNanos(), patience),
                        settings.idle().toNanos(),
                        settings.halfClosed().toNanos(),
                        settings.tarpit().toNanos(),
                        settings.fastClose()),
                opening,
                new Forwarder.Datagrams(
                        datagrams.mode() == ListenerSettings.Mode.DATAGRAM,
                        datagrams.requests(),
                        datagrams.responses(),
                        datagrams.idle().toNanos()),
                settings.file().terms());
    }
}
