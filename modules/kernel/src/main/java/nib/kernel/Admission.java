package nib.kernel;

import nib.spi.Decision;

/** What the house answers before it looks for a server: in, or not. */
sealed interface Admission permits Admission.Refused, Visit {
    /** Not let in. */
    record Refused(Decision why) implements Admission {}
}
