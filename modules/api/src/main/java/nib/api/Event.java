package nib.api;

import org.jspecify.annotations.Nullable;

/**
 * What happened, for observers. Events are values: they may be kept and handed to other threads. More kinds may come: a
 * {@code switch} over them has a default.
 */
public sealed interface Event {
    /**
     * A connection is over, whichever way: every accepted connection ends with exactly one of these.
     *
     * @param id the number of the connection, unique while the process lives
     * @param client who it was
     * @param end how
     * @param reason more words: the guard's reason, the last error; never raw text from the network
     */
    record ConnectionEnded(long id, Client client, Route route, Traffic traffic, Times times, End end, String reason)
            implements Event {}

    /**
     * Where a connection went.
     *
     * @param pool the pool it was sent to, or null if it never got that far
     * @param server the name of the server that answered, or null if none did
     * @param attempts servers that were tried
     */
    record Route(@Nullable String pool, @Nullable String server, int attempts) {}

    /**
     * What a connection moved, in bytes.
     *
     * @param sent from the client to the server
     * @param received from the server to the client
     */
    record Traffic(long sent, long received) {}

    /**
     * When things happened.
     *
     * @param accepted milliseconds since 1970
     * @param connect nanoseconds from the accept until a server had answered; -1 if none did
     * @param duration nanoseconds from the accept to the end
     */
    record Times(long accepted, long connect, long duration) {}

    /**
     * A connect to a server failed; the client may still be served by another.
     *
     * @param local whether our own machine was the cause, so that the server is not to blame
     */
    record AttemptFailed(Client client, String pool, String server, boolean local, String reason) implements Event {}

    /** A server is in another state than before. */
    record ServerChanged(String pool, String server, ServerState from, ServerState to, String reason)
            implements Event {}

    /** A listener stopped accepting for a moment, or goes on. */
    record AcceptPaused(String listener, boolean paused, String reason) implements Event {}

    /** A new plan is in force. */
    record PlanApplied(long number, String summary) implements Event {}

    /** A plan was refused; the old one stays. */
    record PlanRefused(int problems, String first) implements Event {}

    /**
     * A plugin threw or did not behave.
     *
     * @param word its word in the configuration
     */
    record PluginFailed(String kind, String word, String reason) implements Event {}

    /**
     * A plugin has not returned for about a second from what must not block: a guard's check, a policy's choice, or
     * whatever it still does for a connection that is over.
     *
     * @param listener whose client waits for it
     * @param module the plugin's module, or {@code ?} if its classes are in none
     * @param place the class, method and line where it was found
     */
    record PluginStuck(String listener, String module, String place) implements Event {}

    /**
     * Something that an operator should know, said by a plugin.
     *
     * @param word the plugin's word in the configuration
     * @param warning whether something is not as it should be
     */
    record Note(String word, boolean warning, String text) implements Event {}
}
