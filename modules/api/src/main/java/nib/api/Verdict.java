package nib.api;

/**
 * What a guard says of a client. A guard makes its verdicts once and returns them again, so that a check allocates
 * nothing.
 */
public sealed interface Verdict {
    /** Why, in words for an operator: which entry of which list. Never text from the network. */
    String reason();

    /** Come in: the next guard is asked. */
    record Allow(String reason) implements Verdict {}

    /** Come in, but to another pool; the next guard is asked. */
    record ToPool(String pool, String reason) implements Verdict {}

    /** Not this one. */
    record Deny(How how, String reason) implements Verdict {}

    /** The ways to send a client away; where one is a setting, it is written so, in small letters. */
    enum How {
        /** Closed at once, politely: FIN for a stream. */
        DENY,
        /** Closed at once, rudely: RST for a stream, an ICMP answer or nothing for a datagram. */
        RESET,
        /** Forgotten without a word where the platform can; otherwise as {@link #RESET}. */
        DROP,
        /** Held, answered nothing, and let go after a while. */
        TARPIT
    }
}
