package nib.api;

/**
 * What a guard says of a client. A verdict that does not depend on the moment is made once and returned again, so that
 * a check allocates nothing.
 */
public sealed interface Verdict {
    /** Why, in words for an operator: which entry of which list. Never text from the network. */
    String reason();

    /**
     * How many leading bits of the client's 128 ({@link Client#high}) the verdict depends on: whoever shares them would
     * be judged alike, so that an engine in the operating system may keep the verdict for {@link Prefix#mask} of the
     * client's address. 0 if it holds for everybody, 128 if for this client alone. A length and not a block, so that
     * one verdict serves many clients.
     */
    int scope();

    /** Come in: the next guard is asked. */
    record Allow(String reason, int scope) implements Verdict {}

    /** Closed at once, politely: FIN for a stream. */
    record Close(String reason, int scope) implements Verdict {}

    /** Closed at once, rudely: RST for a stream, an ICMP answer or nothing for a datagram. */
    record Reset(String reason, int scope) implements Verdict {}

    /** Forgotten without a word where the platform can; otherwise closed. */
    record Drop(String reason, int scope) implements Verdict {}

    /** Held, answered nothing, and let go after a while. */
    record Tarpit(String reason, int scope) implements Verdict {}

    /** Come in, but to another pool; the next guard is asked. */
    record ToPool(String pool, String reason, int scope) implements Verdict {}
}
