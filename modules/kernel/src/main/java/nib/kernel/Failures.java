package nib.kernel;

import nib.api.Printable;

/** What went wrong, in words fit for a log. */
final class Failures {
    private static final int MOST = 200;

    private Failures() {}

    static String words(Throwable e) {
        String message = e.getMessage();
        return Printable.of(message == null || message.isBlank() ? e.getClass().getSimpleName() : message, MOST);
    }
}
