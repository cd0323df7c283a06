package nib.acl;

import java.util.Locale;
import nib.api.Verdict;

/** What may be done with a client, besides sending it to a pool. */
enum Verb implements Ruling {
    /** Lets it in. */
    ALLOW,
    /** Closes politely. */
    DENY,
    /** Closes rudely. */
    RESET,
    /** Forgets. */
    DROP;

    @Override
    public Verdict verdict(String reason) {
        return switch (this) {
            case ALLOW -> new Verdict.Allow(reason);
            case DENY -> new Verdict.Deny(Verdict.How.CLOSE, reason);
            case RESET -> new Verdict.Deny(Verdict.How.RESET, reason);
            case DROP -> new Verdict.Deny(Verdict.How.DROP, reason);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
