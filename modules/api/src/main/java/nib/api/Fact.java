package nib.api;

/**
 * Something that may be known about a client. Plugins meet here instead of importing each other: one learns a fact,
 * another asks for it by the same constant. A plugin may declare facts of its own.
 *
 * @param name the word for it in configuration and logs
 * @param type what a value is
 */
public record Fact<T>(String name, Class<T> type) {
    /** The name the client asked for in TLS (RFC 6066, section 3): lower case, without a trailing dot. */
    public static final Fact<String> SERVER_NAME = new Fact<>("server-name", String.class);

    /** The address of the connection itself, where a PROXY header brought another one for the client. */
    public static final Fact<Address> PEER = new Fact<>("peer", Address.class);

    /** Whom the system has found at the other end of a Unix socket. */
    public static final Fact<Credentials> CREDENTIALS = new Fact<>("credentials", Credentials.class);

    /** Where the client lives: two letters of ISO 3166-1, upper case. */
    public static final Fact<String> COUNTRY = new Fact<>("country", String.class);
}
