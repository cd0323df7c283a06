package nib.datagram;

/**
 * Who writes to whom.
 *
 * @param high first half of the client's address, as in {@link nib.api.Ip}
 * @param low second half of it
 * @param localHigh first half of the address that the client wrote to
 * @param localLow second half of it
 */
record Peers(long high, long low, int port, long localHigh, long localLow) {
    boolean is(long theirHigh, long theirLow, int theirPort, long ourHigh, long ourLow) {
        return low == theirLow && port == theirPort && localLow == ourLow && high == theirHigh && localHigh == ourHigh;
    }
}
