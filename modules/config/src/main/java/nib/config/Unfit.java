package nib.config;

/** A text that does not fit its type, with something to say beside it. */
final class Unfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String hint;

    Unfit(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
