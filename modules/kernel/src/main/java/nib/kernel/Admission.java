package nib.kernel;

/** What the house answers before it looks for a server: in, or not. */
sealed interface Admission permits Decision.Denied, Decision.Nobody, Visit {}
