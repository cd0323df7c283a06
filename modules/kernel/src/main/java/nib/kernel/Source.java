package nib.kernel;

import nib.api.Client;

/** Those who count as one client: an address, cut to a prefix. */
record Source(long high, long low) {
    static Source of(Client client, Masks masks) {
        return new Source(masks.high(client.high(), client.low()), masks.low(client.high(), client.low()));
    }
}
