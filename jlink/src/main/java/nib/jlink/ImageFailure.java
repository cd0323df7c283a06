package nib.jlink;

/** An image that cannot be made, said in one line for the person who asked for it. */
public final class ImageFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ImageFailure(String message) {
        super(message);
    }
}
