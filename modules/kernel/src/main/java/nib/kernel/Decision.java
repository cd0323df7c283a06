package nib.kernel;

import nib.api.End;
import nib.api.Verdict;

/** What the house answers to a client. */
sealed interface Decision permits Decision.Denied, Decision.Nobody, Lease {
    /** A guard said no. */
    record Denied(Verdict.Deny verdict) implements Decision, Admission {}

    /**
     * Nobody can take the client.
     *
     * @param end because of a limit, or because no server answers
     */
    record Nobody(End end, String reason) implements Decision, Admission {}
}
