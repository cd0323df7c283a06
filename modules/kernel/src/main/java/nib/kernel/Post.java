package nib.kernel;

import java.util.Objects;
import nib.api.Client;
import nib.api.Event;
import nib.api.Verdict;
import nib.spi.Counting;
import nib.spi.Guard;
import nib.spi.Host;

/** A guard where it stands: it fails closed, and what it does is counted. Any thread. */
record Post(Guard guard, Tallies.Tally tally, Host host) {
    /** What it says of a client; nothing is counted. */
    Verdict ask(Client client) {
        return ask(guard, client, host);
    }

    /** The same of a guard whose doings nobody counts. */
    static Verdict ask(Guard guard, Client client, Host host) {
        try {
            return Objects.requireNonNull(guard.check(client), "it gave no verdict");
        } catch (RuntimeException e) {
            return failed(guard, e, host);
        }
    }

    /** Asks it about one who has come. */
    Verdict judge(Client client) {
        return noted(ask(client));
    }

    /** Has it count one whom all have let in; what it lends is the guest's. */
    Verdict count(Client client, Guest guest) {
        try {
            Counting.Permit permit = ((Counting) guard).admit(client);
            if (permit instanceof Counting.Held held) {
                guest.hold(held);
            }
            if (permit.delay() > 0) {
                tally.delayed.increment();
                guest.delay(permit.delay());
            }
            return noted(Objects.requireNonNull(permit.verdict(), "it gave no verdict"));
        } catch (RuntimeException e) {
            return noted(failed(guard, e, host));
        }
    }

    private Verdict noted(Verdict verdict) {
        switch (verdict) {
            case Verdict.Allow allow -> {}
            case Verdict.ToPool other -> tally.sentElsewhere.increment();
            case Verdict.Deny deny -> tally.turnedAway.increment();
        }
        return verdict;
    }

    private static Verdict failed(Guard guard, RuntimeException e, Host host) {
        host.tell(new Event.PluginFailed("guard", guard.getClass().getName(), Failures.words(e)));
        return new Verdict.Deny(Verdict.How.DENY, "a guard failed");
    }
}
