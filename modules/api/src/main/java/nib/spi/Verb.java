package nib.spi;

import java.util.Locale;
import nib.api.Verdict;

/**
 * What a guard may be told to do with a client, besides sending it to a pool: a word of its settings. The first is the one
 * that is proposed, since it lets nobody in.
 */
public enum Verb {
    /** As {@link Verdict.How#DENY}. */
    DENY,
    /** As {@link Verdict.How#RESET}. */
    RESET,
    /** As {@link Verdict.How#DROP}. */
    DROP,
    /** As {@link Verdict.How#TARPIT}. */
    TARPIT,
    /** As {@link Verdict.Allow}. */
    ALLOW;

    /** What it says of a client. */
    public Verdict verdict(String reason) {
        return this == ALLOW ? new Verdict.Allow(reason) : new Verdict.Deny(Verdict.How.valueOf(name()), reason);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
