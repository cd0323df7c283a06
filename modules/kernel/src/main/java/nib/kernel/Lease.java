package nib.kernel;

/**
 * A seat at a server, taken when the server was chosen and given back exactly once. It belongs to the thread that
 * serves the client, but for {@link #count}.
 */
non-sealed interface Lease extends Decision, AutoCloseable {
    /** The server. The seat is held on the object: whatever reloads do to lists and indexes, it goes back there. */
    LiveServer server();

    /** Connects tried so far, this one included. */
    int attempts();

    /**
     * The server did not answer: gives the seat back and asks for another server.
     *
     * @param local whether our own machine was the cause, so that the server is not to blame
     * @param reason for events
     * @return this lease on another server, or why there is none
     */
    Decision failed(boolean local, String reason);

    /** The server answered. */
    void answered();

    /** Adds bytes that have been moved since the last call; may come late and from any thread. */
    void count(long sent, long received);

    /** Gives the seat back; calling it again does nothing. */
    @Override
    void close();
}
