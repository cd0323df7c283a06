package nib.folder;

import nib.api.Printable;

/** Why something in the folder is not loaded. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 500;

    private final String reason;

    Unfit(String reason) {
        super(reason);
        this.reason = Printable.of(reason, LONGEST);
    }

    /** With what somebody else said, and what that was caused by. */
    static Unfit because(String what, Throwable cause) {
        StringBuilder words = new StringBuilder(what);
        for (Throwable e = cause; e != null; e = e.getCause()) {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            if (words.indexOf(message) < 0) {
                words.append(": ").append(message);
            }
        }
        Unfit unfit = new Unfit(words.toString());
        unfit.initCause(cause);
        return unfit;
    }

    String reason() {
        return reason;
    }
}
