package nib.acl;

import java.util.Locale;
import nib.api.Verdict;

/** What may be done with a client, besides sending it to a pool. Messages suggest the first, which lets nobody in. */
enum Verb implements Ruling {
    /** Closes politely. */
    DENY,
    /** Closes rudely. */
    RESET,
    /** Forgets. */
    DROP,
    /** Holds. */
    TARPIT,
    /** Lets it in. */
    ALLOW;

    @Override
    public Verdict verdict(String reason) {
        return switch (this) {
            case DENY -> new Verdict.Deny(Verdict.How.CLOSE, reason);
            case RESET -> new Verdict.Deny(Verdict.How.RESET, reason);
            case DROP -> new Verdict.Deny(Verdict.How.DROP, reason);
            case TARPIT -> new Verdict.Deny(Verdict.How.TARPIT, reason);
            case ALLOW -> new Verdict.Allow(reason);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
