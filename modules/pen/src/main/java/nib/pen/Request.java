package nib.pen;

import nib.api.Ip;

/**
 * A request to a server, as far as logs can be compared.
 *
 * @param text at most so much of it as pen keeps
 */
record Request(Ip server, String text) {
    /** Bytes of a request that are compared: pen keeps no more. */
    private static final int COMPARED = 100;

    static Request of(Ip server, String text) {
        return new Request(server, text.substring(0, Math.min(text.length(), COMPARED)));
    }
}
