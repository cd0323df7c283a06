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

    /** The protocol above TLS that was agreed upon (RFC 7301), such as {@code h2}. */
    public static final Fact<String> ALPN = new Fact<>("alpn", String.class);

    /** The protocols that a client offered in a TLS handshake that was only looked at: most wanted first, by commas. */
    public static final Fact<String> ALPN_OFFERED = new Fact<>("alpn-offered", String.class);

    /** The version of TLS between the client and whoever ended it: {@code TLSv1.3}. */
    public static final Fact<String> TLS_VERSION = new Fact<>("tls-version", String.class);

    /** The cipher suite of that connection, such as {@code TLS_AES_128_GCM_SHA256}. */
    public static final Fact<String> CIPHER = new Fact<>("cipher", String.class);

    /** The subject of the certificate that the client has proved to have: a distinguished name as in RFC 4514. */
    public static final Fact<String> SUBJECT = new Fact<>("subject", String.class);

    /** The last common name of that subject. */
    public static final Fact<String> COMMON_NAME = new Fact<>("common-name", String.class);

    /** The address of the connection itself, where a PROXY header brought another one for the client. */
    public static final Fact<Address> PEER = new Fact<>("peer", Address.class);

    /** Whom the system has found at the other end of a Unix socket. */
    public static final Fact<Credentials> CREDENTIALS = new Fact<>("credentials", Credentials.class);

    /** Where the client lives: two letters of ISO 3166-1, upper case. */
    public static final Fact<String> COUNTRY = new Fact<>("country", String.class);

    /** The autonomous system that announces the client's address (RFC 4271): its number. */
    public static final Fact<Long> ASN = new Fact<>("asn", Long.class);
}
