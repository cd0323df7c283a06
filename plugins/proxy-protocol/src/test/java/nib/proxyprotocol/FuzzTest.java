package nib.proxyprotocol;

import static nib.proxyprotocol.Headers.SIGNATURE;
import static nib.proxyprotocol.Headers.hex;
import static nib.proxyprotocol.Headers.text;
import static nib.proxyprotocol.Headers.trusting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import nib.api.Client;
import nib.spi.Opening;
import nib.spi.Opening.Answer;
import nib.spi.Opening.Bad;
import nib.spi.Opening.Done;
import nib.testkit.Fuzz;
import org.junit.jupiter.api.Test;

/** Whatever a sender that is trusted sends instead of a header. */
class FuzzTest {
    private static final List<byte[]> V1 = List.of(
            text("PROXY TCP4 192.0.2.1 198.51.100.7 40000 443\r\nhello"),
            text("PROXY TCP6 2001:db8::1 ::ffff:192.0.2.1 40000 443\r\nhello"),
            text("PROXY UNKNOWN and more\r\nhello"));
    private static final List<byte[]> V2 = List.of(
            hex(SIGNATURE, "21 11 000c c0000201 c6336407 9c40 01bb 6869"),
            hex(
                    SIGNATURE,
                    "21 11 0027 c0000201 c6336407 9c40 01bb 02 000a 412e4578616d706c652e",
                    "20 000b 01 00000000 21 0003 312e33 6869"),
            hex(SIGNATURE, "21 21 0024 20010db8000000000000000000000001 20010db8000000000000000000000002 9c40 01bb"),
            hex(SIGNATURE, "20 00 0000 6869"));

    @Test
    void firstVersion() {
        fuzz(V1);
    }

    @Test
    void secondVersion() {
        fuzz(V2);
    }

    private static void fuzz(List<byte[]> samples) {
        Opening opening = trusting();
        Fuzz.run(samples, input -> {
            Client client = Headers.sender();
            Answer whole = opening.read(ByteBuffer.wrap(input), true, client);
            assertTrue(whole instanceof Done || whole instanceof Bad, "no end: " + whole);
            if (whole instanceof Done done) {
                assertTrue(done.consumed() >= 0 && done.consumed() <= input.length);
            }
            Answer dripping = Headers.dripping(opening, input, Headers::sender);
            assertEquals(whole instanceof Done, dripping instanceof Done);
        });
    }
}
