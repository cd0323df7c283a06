package nib.acl;

import java.util.Locale;
import nib.api.Verdict;

/** What may be done with a client, besides sending it to a pool. */
enum Verb implements Ruling {
    /** Lets it in. */
    ALLOW {
        @Override
        public Verdict verdict(String reason, int scope) {
            return new Verdict.Allow(reason, scope);
        }
    },
    /** Closes politely. */
    DENY {
        @Override
        public Verdict verdict(String reason, int scope) {
            return new Verdict.Close(reason, scope);
        }
    },
    /** Closes rudely. */
    RESET {
        @Override
        public Verdict verdict(String reason, int scope) {
            return new Verdict.Reset(reason, scope);
        }
    },
    /** Forgets. */
    DROP {
        @Override
        public Verdict verdict(String reason, int scope) {
            return new Verdict.Drop(reason, scope);
        }
    };

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
