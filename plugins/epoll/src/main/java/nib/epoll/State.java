package nib.epoll;

/** Where a {@link Connection} is, which draws how it gets there. */
enum State {
    /** The client's first bytes are awaited. */
    HEARING,
    /** The client was denied, and does not know it yet. */
    HELD,
    /** All servers are full; the client stands in the queue. */
    WAITING,
    /** A server has been asked. */
    CONNECTING,
    /** Bytes move. */
    RELAYING,
    /** Everything was given back. */
    ENDED
}
