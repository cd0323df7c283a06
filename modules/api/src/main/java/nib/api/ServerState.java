package nib.api;

/**
 * Whether a server takes new clients, and if not, why.
 *
 * <pre>
 *            connect failed                 probe failed `fall` times
 *      UP ------------------> SUSPECT   UP -------------------------> DOWN
 *      UP <------------------ SUSPECT   UP <------------------------- DOWN
 *        time over, or probes good         probe good `rise` times
 *
 *      any -- drain --> DRAIN, any -- maint --> MAINT, back with ready
 * </pre>
 */
public enum ServerState {
    /** Takes clients. */
    UP,
    /** A connect failed a moment ago: left alone for the pool's blacklist time. */
    SUSPECT,
    /** Its probe failed as often as it takes. */
    DOWN,
    /** By the operator's wish: finishes what it has, takes nothing new. */
    DRAIN,
    /** By the operator's wish: out of service, its connections are cut. */
    MAINT;

    /** The word in configuration, logs and JSON. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
