package nib.kernel;

import nib.api.Client;
import nib.api.End;
import nib.api.Verdict;
import nib.spi.Decision;
import org.jspecify.annotations.Nullable;

/** How many connections one client may have at once on a listener. It outlives plans that do not change it. */
final class ClientLimit {
    private final ListenerSettings.PerClient settings;
    private final Masks masks;
    private final SourceCounts counts;
    private final Queues queues;

    private ClientLimit(ListenerSettings.PerClient settings, SourceCounts counts, Queues queues) {
        this.settings = settings;
        this.counts = counts;
        this.queues = queues;
        this.masks = Masks.of(settings.ipv4Prefix(), settings.ipv6Prefix());
    }

    /** The limit under the next plan: connections that are open stay counted as long as clients are told apart alike. */
    static @Nullable ClientLimit next(@Nullable ClientLimit before, ListenerSettings.PerClient wanted) {
        if (wanted.max() == 0) {
            return null;
        }
        boolean alike = before != null && before.masks.equals(Masks.of(wanted.ipv4Prefix(), wanted.ipv6Prefix()));
        return before != null && alike
                ? new ClientLimit(wanted, before.counts, before.queues)
                : new ClientLimit(wanted, new SourceCounts(), new Queues());
    }

    /** Clients that are counted now. */
    int size() {
        return counts.size();
    }

    boolean take(Client client) {
        Source source = source(client);
        return counts.take(source.high(), source.low(), settings.max());
    }

    void give(Client client) {
        Source source = source(client);
        counts.give(source.high(), source.low());
        queues.stir(source);
    }

    /** Where one waits who has all its connections; null if it does not wait. */
    @Nullable Line line(Client client) {
        return settings.queue().isEmpty() ? null : queues.of(source(client));
    }

    /** How many wait. */
    int waiting() {
        return queues.size();
    }

    ListenerSettings.PerClient settings() {
        return settings;
    }

    /** How many this client has, and may have. */
    String seen(Client client) {
        Source source = source(client);
        return counts.get(source.high(), source.low()) + " of " + settings.max();
    }

    /** What becomes of one who has too many. */
    Decision over() {
        String reason = "one client has " + settings.max() + " connections";
        Verdict.How how = settings.over();
        return how == Verdict.How.DENY
                ? new Decision.Nobody(End.LIMIT, reason)
                : new Decision.Denied(new Verdict.Deny(how, reason), End.LIMIT);
    }

    private Source source(Client client) {
        return Source.of(client, masks);
    }
}
