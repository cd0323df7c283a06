package nib.spi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Our own machine could not: no descriptors, no ports, no buffers, no permission. Never a server's fault. */
public final class LocalFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean exhausted;

    /**
     * A failure of our own machine.
     *
     * @param exhausted whether trying again elsewhere is in vain until something is given back: no descriptors, no
     *     memory
     */
    public LocalFailure(String message, boolean exhausted, @Nullable Throwable cause) {
        super(message, cause);
        this.exhausted = exhausted;
    }

    /** Whether trying again elsewhere is in vain until something is given back. */
    public boolean exhausted() {
        return exhausted;
    }
}
