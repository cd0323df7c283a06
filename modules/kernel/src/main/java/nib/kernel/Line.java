package nib.kernel;

/**
 * A queue as one who stands in it sees it. Whoever waits joins first and asks then, so that nothing is given back unseen
 * in between. Any thread.
 */
interface Line {
    /** The number of somebody who comes now: those of one priority go by it. */
    long number();

    /** Whether nobody stands there. */
    boolean isEmpty();

    boolean isFirst(Turn turn);

    /** Takes a place, if fewer than so many are taken. */
    boolean join(Turn turn, int most);

    /** Gives the place back, and lets the next one look. */
    void leave(Turn turn);
}
