package nib.http;

import java.io.IOException;

/** A request that cannot be passed on: others might read it in another way than we do. */
final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * Why not.
     *
     * @param status what the client is answered, RFC 9110 section 15
     */
    Malformed(int status, String reason) {
        super(reason);
        this.status = status;
    }

    int status() {
        return status;
    }
}
