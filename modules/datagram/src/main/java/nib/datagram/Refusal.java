package nib.datagram;

import nib.spi.Lease.Blame;

/** A socket to a server is not to be had. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final Blame blame;

    /**
     * Says why.
     *
     * @param reason for events; never raw text from the network
     */
    public Refusal(Blame blame, String reason) {
        super(reason, null, false, false);
        this.blame = blame;
    }

    Blame blame() {
        return blame;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
