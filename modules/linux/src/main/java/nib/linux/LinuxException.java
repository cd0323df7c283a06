package nib.linux;

import java.io.IOException;

/** A call that the kernel refused. The message names the call, what it was about, and the error. */
public final class LinuxException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    LinuxException(String call, int errno) {
        super(call + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /** The error number, one of {@link Errno}; above zero. */
    public int errno() {
        return errno;
    }

    /** The result of a call, if it is none of the negative ones. */
    static int check(int result, String call) throws LinuxException {
        if (result < 0) {
            throw new LinuxException(call, -result);
        }
        return result;
    }

    /** The same for a call on a descriptor. */
    static int check(int result, String call, int fd) throws LinuxException {
        if (result < 0) {
            throw new LinuxException(call + " of descriptor " + fd, -result);
        }
        return result;
    }
}
