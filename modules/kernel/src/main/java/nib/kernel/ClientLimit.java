package nib.kernel;

import nib.api.Client;
import org.jspecify.annotations.Nullable;

/** How many connections one client may have at once on a listener. It outlives plans that do not change it. */
final class ClientLimit {
    private final ListenerSettings.PerClient settings;
    private final Masks masks;
    private final SourceCounts counts;

    private ClientLimit(ListenerSettings.PerClient settings, SourceCounts counts) {
        this.settings = settings;
        this.counts = counts;
        this.masks = Masks.of(settings.ipv4Prefix(), settings.ipv6Prefix());
    }

    /** The limit under the next plan: connections that are open stay counted as long as clients are told apart alike. */
    static @Nullable ClientLimit next(@Nullable ClientLimit before, ListenerSettings.PerClient wanted) {
        if (wanted.max() == 0) {
            return null;
        }
        boolean alike = before != null && before.masks.equals(Masks.of(wanted.ipv4Prefix(), wanted.ipv6Prefix()));
        return new ClientLimit(wanted, before != null && alike ? before.counts : new SourceCounts());
    }

    /** Clients that are counted now. */
    int size() {
        return counts.size();
    }

    boolean take(Client client) {
        return counts.take(high(client), low(client), settings.max());
    }

    void give(Client client) {
        counts.give(high(client), low(client));
    }

    /** How many this client has, and may have. */
    String seen(Client client) {
        return counts.get(high(client), low(client)) + " of " + settings.max();
    }

    String reason() {
        return "one client has " + settings.max() + " connections";
    }

    private long high(Client client) {
        return masks.high(client.high(), client.low());
    }

    private long low(Client client) {
        return masks.low(client.high(), client.low());
    }
}
