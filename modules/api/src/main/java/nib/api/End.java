package nib.api;

/** How a connection ended, in the words of logs and statistics. */
public enum End {
    /** Both sides closed; the client was first. */
    CLIENT_CLOSED,
    /** Both sides closed; the server was first. */
    SERVER_CLOSED,
    /** The client cut the connection. */
    CLIENT_RESET,
    /** The server cut the connection. */
    SERVER_RESET,
    /** Nothing moved for the idle time-out. */
    IDLE,
    /** One side had closed and nothing moved for the half-closed time-out. */
    HALF_CLOSED,
    /** The client did not say in time what a filter needs to know. */
    HANDSHAKE,
    /** The client sent what it must not: no proper header where one is required. */
    MALFORMED,
    /** A guard said no. */
    DENIED,
    /** A limit of the house was reached. */
    LIMIT,
    /** No server could be reached, or none was up. */
    NO_SERVER,
    /** Our own machine failed: descriptors, ports, memory. */
    LOCAL_ERROR,
    /** A plugin threw. */
    PLUGIN_ERROR,
    /** Cut when the time for draining was over. */
    DRAINED,
    /** Cut by a command or because its server was taken out. */
    CUT;

    /** The word in configuration, logs and JSON: lower case with hyphens. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
