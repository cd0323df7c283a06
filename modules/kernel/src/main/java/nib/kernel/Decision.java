package nib.kernel;

import nib.api.Verdict;

/** What the house answers to a client. */
sealed interface Decision permits Decision.Denied, Decision.Limited, Decision.NoServer, Lease {
    /** A guard said no. */
    record Denied(Verdict verdict) implements Decision {}

    /** A limit on connections was reached. */
    record Limited(String reason) implements Decision {}

    /** Nobody can take the client. */
    record NoServer(String reason) implements Decision {}
}
