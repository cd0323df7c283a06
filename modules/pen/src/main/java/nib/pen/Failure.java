package nib.pen;

/** Why a command ends early, in one line for its user. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    Failure(String message) {
        super(message);
    }
}
