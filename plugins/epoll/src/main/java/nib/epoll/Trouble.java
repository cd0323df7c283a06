package nib.epoll;

import static nib.linux.Errno.*;

import nib.api.Address;
import nib.linux.Errno;
import nib.spi.Lease;

/** Whose fault an error was that came of a connect, and what to say of it; connect(2), bind(2), socket(2). */
final class Trouble {
    private Trouble() {}

    /** Whether nothing can be done until something is given back. */
    static boolean isExhausted(int errno) {
        return switch (errno) {
            case EMFILE, ENFILE, ENOBUFS, ENOMEM -> true;
            default -> false;
        };
    }

    /** What is not known is ours: a server must not be marked down for it. */
    static Lease.Blame blame(int errno) {
        if (isExhausted(errno)) {
            return Lease.Blame.EXHAUSTED;
        }
        return switch (errno) {
            case ECONNREFUSED, ECONNRESET, ETIMEDOUT, EHOSTUNREACH, EHOSTDOWN, EPIPE, ENOENT, EAGAIN ->
                Lease.Blame.SERVER;
            default -> Lease.Blame.LOCAL;
        };
    }

    /** In words for an operator. */
    static String words(Address server, int errno) {
        return switch (errno) {
            case ECONNREFUSED -> server + " refused the connection";
            case ETIMEDOUT -> server + " did not answer";
            case ECONNRESET, EPIPE -> server + " cut the connection while it was made";
            case ENOENT -> server + " does not exist";
            case EAGAIN -> server + " has a full queue";
            case EADDRNOTAVAIL -> "cannot connect to " + server + ": no local port is left";
            default -> "cannot connect to " + server + ": " + Errno.describe(errno);
        };
    }
}
