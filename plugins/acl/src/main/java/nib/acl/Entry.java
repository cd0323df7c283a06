package nib.acl;

import nib.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Something that a list says. Most entries of a long list never meet a client, so the verdict is made when the first one
 * comes; two threads may make it twice.
 */
final class Entry {
    private final Ruling ruling;
    private final String what;
    private final int number;
    private @Nullable Verdict verdict;

    /**
     * An entry.
     *
     * @param what who is meant, or the name of the file that says it
     * @param number the line of the file, negative; or the number of the entry
     */
    private Entry(Ruling ruling, String what, int number) {
        this.ruling = ruling;
        this.what = what;
        this.number = number;
    }

    static Entry of(Ruling ruling, String who, int number) {
        return new Entry(ruling, who, number);
    }

    static Entry at(Ruling ruling, String file, int line) {
        return new Entry(ruling, file, -line);
    }

    Verdict verdict() {
        Verdict made = verdict;
        if (made == null) {
            String where = number < 0 ? " (" + what + ":" + -number + ")" : " " + what + " (entry " + number + ")";
            made = ruling.verdict("acl: " + ruling + where);
            verdict = made;
        }
        return made;
    }
}
