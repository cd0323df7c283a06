package nib.kernel;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import nib.api.Client;
import org.jspecify.annotations.Nullable;

/**
 * How quick connections of a listener may be, each alone and those of one client together. A client's taps are there as
 * long as it has a connection. Any thread.
 */
final class ClientTaps {
    /** A client's taps, and how many connections have them. */
    private record Shared(Taps taps, int holders) {}

    private final ListenerSettings.Bandwidth settings;
    private final Masks masks;
    private final ConcurrentHashMap<Source, Shared> clients = new ConcurrentHashMap<>();

    private ClientTaps(ListenerSettings.Bandwidth settings) {
        this.settings = settings;
        this.masks = Masks.of(settings.ipv4Prefix(), settings.ipv6Prefix());
    }

    /** Those under the next plan; null if nothing is limited. */
    static @Nullable ClientTaps next(@Nullable ClientTaps before, ListenerSettings.Bandwidth wanted) {
        if (wanted.isAny()) {
            return null;
        }
        return before != null && before.settings.equals(wanted) ? before : new ClientTaps(wanted);
    }

    /** Adds the taps of one more connection; {@link #give} must follow once. */
    void take(Client client, long now, List<Taps> to) {
        Taps own = Taps.of(settings.connection(), now);
        if (own != null) {
            to.add(own);
        }
        if (!settings.client().isAny()) {
            Shared shared = clients.compute(
                    Source.of(client, masks), (source, before) -> before == null ? fresh(now) : more(before, 1));
            to.add(shared.taps);
        }
    }

    private Shared fresh(long now) {
        return new Shared(java.util.Objects.requireNonNull(Taps.of(settings.client(), now)), 1);
    }

    private static Shared more(Shared before, int by) {
        return new Shared(before.taps, before.holders + by);
    }

    /** A connection of that client is over. */
    void give(Client client) {
        clients.computeIfPresent(
                Source.of(client, masks), (source, before) -> before.holders == 1 ? null : more(before, -1));
    }

    /** Clients that have taps. */
    int size() {
        return clients.size();
    }
}
