package nib.spi;

import nib.api.End;
import nib.api.Verdict;

/** What the house answers to a client. */
public sealed interface Decision permits Decision.Denied, Decision.Nobody, Decision.Wait, Lease {
    /**
     * A guard or a limit said no. How the client is sent away is the verdict's.
     *
     * @param end what its connection ends with
     */
    record Denied(Verdict.Deny verdict, End end) implements Decision {
        /** A guard said no. */
        public Denied(Verdict.Deny verdict) {
            this(verdict, End.DENIED);
        }
    }

    /**
     * Nobody can take the client.
     *
     * @param end because of a limit, or because no server answers
     */
    record Nobody(End end, String reason) implements Decision {}

    /**
     * All who could take the client are full, and it stands in the queue of its pool: its carrier asks {@link Flow#again}
     * when it is {@linkplain Flow.Carrier#wake woken}, and when the time is over. Only for carriers that {@linkplain
     * Flow.Carrier#waits wait}.
     *
     * @param nanos from now
     */
    record Wait(long nanos) implements Decision {}
}
