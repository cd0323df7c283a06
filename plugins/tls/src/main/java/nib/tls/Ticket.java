package nib.tls;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.bouncycastle.tls.HandshakeType;

/**
 * What a client is given to come back with (RFC 8446, section 4.6.1): a number that means nothing to anybody but us.
 *
 * @param time how long it is good for
 * @param mask four bytes by which the client hides how old the ticket is
 * @param number the ticket itself
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Ticket(Duration time, byte[] mask, byte[] number) {
    /** Bytes of a number that nobody guesses. */
    static final int LENGTH = 32;
    /** Tells the tickets of one session apart; there is one. */
    static final byte[] NONCE = {0};

    private static final int HEAD = 4;

    /** The message NewSessionTicket. */
    byte[] message() {
        int length = 4 + mask.length + 1 + NONCE.length + 2 + number.length + 2;
        ByteBuffer message = ByteBuffer.allocate(HEAD + length);
        message.putInt(HandshakeType.new_session_ticket << 24 | length);
        message.putInt((int) time.toSeconds()).put(mask);
        message.put((byte) NONCE.length).put(NONCE);
        message.putShort((short) number.length).put(number);
        message.putShort((short) 0); // no extensions: no early data
        return message.array();
    }
}
