package nib.datagram;

import java.nio.ByteBuffer;
import nib.api.Client;
import nib.spi.Opening;

/** Asks an opening about a datagram, of which no more will come. */
final class Preface {
    private Preface() {}

    /** The answer; what it consumed is taken off the datagram. */
    static Opening.Answer read(Opening opening, ByteBuffer datagram, Client client) {
        Opening.Answer answer = opening.read(datagram.slice().asReadOnlyBuffer(), true, client);
        if (answer instanceof Opening.Done done) {
            datagram.position(datagram.position() + done.consumed());
        }
        return answer;
    }
}
