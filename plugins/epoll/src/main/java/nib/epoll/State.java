package nib.epoll;

/** Where a {@link Connection} is, which draws how it gets there. */
enum State {
    /** The client's first bytes are awaited. */
    HEARING,
    /** The client was denied, and does not know it yet. */
    HELD,
    /** A server has been asked. */
    CONNECTING,
    /** Bytes move. */
    RELAYING,
    /** Everything was given back. */
    ENDED
}
