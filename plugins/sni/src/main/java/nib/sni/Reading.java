package nib.sni;

/** What has been understood of a client's first bytes. */
sealed interface Reading permits ClientHello, Reading.Partial, Reading.Malformed {
    /**
     * Right so far, but not all.
     *
     * @param bytes that must have come, in all, before it is worth another look
     */
    record Partial(int bytes) implements Reading {}

    /**
     * No ClientHello.
     *
     * @param why in words of ours
     */
    record Malformed(String why) implements Reading {}
}
