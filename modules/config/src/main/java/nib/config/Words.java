package nib.config;

import java.util.Collection;
import java.util.Optional;

/** The spelling of words in configurations. */
public final class Words {
    private Words() {}

    /** {@code likeThis}, {@code LikeThis} and {@code LIKE_THIS} as {@code like-this}. */
    public static String kebab(String name) {
        throw new UnsupportedOperationException("unfinished");
    }

    /**
     * The word that was probably meant: of those within a third of its letters by the optimal string alignment distance
     * (Damerau 1964: a letter added, lost, replaced, or two neighbours swapped) the nearest, the first of equals.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        throw new UnsupportedOperationException("unfinished");
    }
}
