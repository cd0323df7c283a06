package nib.acl;

import java.util.Locale;
import nib.api.Verdict;

/** What may be done with a client, besides sending it to a pool. */
enum Verb implements Ruling {
    /** Lets it in. */
    ALLOW {
        @Override
        public Verdict verdict(String reason) {
            return new Verdict.Allow(reason);
        }
    },
    /** Closes politely. */
    DENY {
        @Override
        public Verdict verdict(String reason) {
            return new Verdict.Deny(Verdict.How.CLOSE, reason);
        }
    },
    /** Closes rudely. */
    RESET {
        @Override
        public Verdict verdict(String reason) {
            return new Verdict.Deny(Verdict.How.RESET, reason);
        }
    },
    /** Forgets. */
    DROP {
        @Override
        public Verdict verdict(String reason) {
            return new Verdict.Deny(Verdict.How.DROP, reason);
        }
    };

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
