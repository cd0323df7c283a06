package nib.kernel;

import nib.api.Client;

/** How many connections one client may have at once on a listener. It outlives plans that do not change it. */
final class ClientLimit {
    private final ListenerSettings.PerClient settings;
    private final Masks masks;
    private final SourceCounts counts = new SourceCounts();

    ClientLimit(ListenerSettings.PerClient settings) {
        this.settings = settings;
        this.masks = Masks.of(settings.ipv4Prefix(), settings.ipv6Prefix());
    }

    ListenerSettings.PerClient settings() {
        return settings;
    }

    boolean take(Client client) {
        return counts.take(high(client), low(client), settings.max());
    }

    void give(Client client) {
        counts.give(high(client), low(client));
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
