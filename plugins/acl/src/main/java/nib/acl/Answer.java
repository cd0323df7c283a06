package nib.acl;

import nib.api.Prefix;
import nib.api.Verdict;

/**
 * What one entry answers. There is one verdict for each scope, made when it is first needed: two threads may make it
 * twice, which does no harm, because a record is seen whole or not at all.
 */
final class Answer {
    private final Ruling ruling;
    private final String reason;
    private final int least;
    private final Verdict[] made;

    private Answer(Ruling ruling, String reason, int least) {
        this.ruling = ruling;
        this.reason = reason;
        this.least = least;
        this.made = new Verdict[Ranges.BITS + 1 - least];
    }

    /** The answer of an entry, which never holds for more than its block. */
    static Answer of(Ruling ruling, Prefix block, int number) {
        return new Answer(ruling, "acl: " + ruling + " " + block + " (entry " + number + ")", block.length());
    }

    /** The answer where there is no entry. */
    static Answer otherwise(Ruling ruling) {
        return new Answer(ruling, "acl: otherwise " + ruling, 0);
    }

    Verdict verdict(int scope) {
        Verdict verdict = made[scope - least];
        if (verdict == null) {
            verdict = ruling.verdict(reason, scope);
            made[scope - least] = verdict;
        }
        return verdict;
    }
}
