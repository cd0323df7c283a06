package nib.api;

/**
 * One member of a pool, as policies, probes and observers see it. The numbers are live and may be read by any thread;
 * they may be a moment old.
 */
public interface Server {
    /** The name, unique in its pool; the address as configured where none was given. */
    String name();

    /** Where it is, as configured. */
    Address address();

    /** Its share relative to others, 0 to 65535; 0 takes no new clients. */
    int weight();

    /** Its rank for policies that know ranks: a lower number is asked first. */
    int priority();

    /** Leases held now: connections being made and connections open. */
    int active();

    /** The most leases for clients that come for the first time; 0 for no limit. */
    int max();

    /** Whether a client that comes for the first time would find no seat. */
    default boolean full() {
        return max() > 0 && active() >= max();
    }
}
