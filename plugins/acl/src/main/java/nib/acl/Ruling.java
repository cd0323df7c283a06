package nib.acl;

import nib.api.Verdict;
import nib.spi.Verb;

/** What a rule does with its clients; {@code toString} says it in the words of the configuration. */
interface Ruling {
    Verdict verdict(String reason);

    /** Does what a word says. */
    record Plain(Verb verb) implements Ruling {
        @Override
        public Verdict verdict(String reason) {
            return verb.verdict(reason);
        }

        @Override
        public String toString() {
            return verb.toString();
        }
    }

    /** Sends clients to a pool. */
    record ToPool(String pool) implements Ruling {
        @Override
        public Verdict verdict(String reason) {
            return new Verdict.ToPool(pool, reason);
        }

        @Override
        public String toString() {
            return "pool " + pool;
        }
    }
}
