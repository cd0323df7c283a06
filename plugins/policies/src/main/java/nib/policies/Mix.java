package nib.policies;

import nib.api.Client;

/**
 * Numbers that look random and are the same everywhere: for a client, for a name. Not secret: who may choose addresses
 * can choose where they lead.
 */
final class Mix {
    /** 2^64 divided by the golden ratio, odd: the step of SplitMix64. */
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private Mix() {}

    /**
     * Every bit of the answer depends on every bit of the argument: the finaliser of SplitMix64 (Steele, Lea, Flood,
     * Fast splittable pseudorandom number generators, OOPSLA 2014), which is variant 13 of David Stafford's
     * improvements of the one in MurmurHash3.
     */
    static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The number of a client, from all 128 bits of it and, where the key says so, its port. */
    static long of(Client client, Key key) {
        long hash = mix(mix(client.high() + STEP) ^ client.low());
        return key == Key.ADDRESS ? hash : mix(hash + client.port() * STEP);
    }

    /** The number of a text, from its UTF-16 units. */
    static long of(String text) {
        long hash = STEP * text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash ^ text.charAt(i));
        }
        return hash;
    }

    /** Another number, made of the first: the {@code n}th of a sequence, which for 0 begins with another than it. */
    static long another(long hash, int n) {
        return mix(hash + (n + 1) * STEP);
    }

    /** A number that looks like chance: of the client, and of how many came before it. */
    static long lot(long number, Client client) {
        return mix(of(client, Key.ADDRESS_AND_PORT) + (number + 1) * STEP);
    }

    /** A number from 0 to less than a bound, each about as likely. */
    static int below(long hash, int bound) {
        return (int) Long.remainderUnsigned(hash, bound);
    }
}
