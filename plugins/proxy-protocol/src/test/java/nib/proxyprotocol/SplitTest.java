package nib.proxyprotocol;

import static nib.proxyprotocol.Headers.SIGNATURE;
import static nib.proxyprotocol.Headers.hex;
import static nib.proxyprotocol.Headers.text;
import static nib.proxyprotocol.Headers.trusting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nib.api.Client;
import nib.api.Fact;
import nib.spi.Opening;
import nib.spi.Opening.Answer;
import nib.spi.Opening.Bad;
import nib.spi.Opening.Done;
import nib.spi.Opening.More;
import org.junit.jupiter.api.Test;

/** The same bytes give the same answer, however they were cut, and no bytes do harm. */
class SplitTest {
    private static final List<byte[]> HEADERS = List.of(
            text("PROXY TCP4 192.0.2.1 198.51.100.7 40000 443\r\nhello"),
            text("PROXY TCP6 2001:db8::1 2001:db8::2 40000 443\r\nhello"),
            text("PROXY UNKNOWN and more\r\nhello"),
            text("PROXY TCP4 192.0.2.1 198.51.100.7 40000 443 \r\nhello"),
            hex(SIGNATURE, "21 11 000c c0000201 c6336407 9c40 01bb 6869"),
            hex(SIGNATURE, "21 11 0019 c0000201 c6336407 9c40 01bb 02 000a 412e4578616d706c652e 6869"),
            hex(SIGNATURE, "20 00 0000 6869"),
            hex(SIGNATURE, "21 11 000f c0000201 c6336407 9c40 01bb 040001"));

    @Test
    void everySplitGivesTheSameAnswer() {
        for (byte[] header : HEADERS) {
            String whole = told(Headers.read(trusting(), header, Headers.sender()));
            assertEquals(whole, told(Headers.dripping(trusting(), header, Headers::sender)));
            for (int cut = 0; cut <= header.length; cut++) {
                assertEquals(whole, told(inTwo(header, cut)), "cut at " + cut);
            }
        }
    }

    @Test
    void anAddressIsNotTakenBeforeTheHeaderIsWhole() {
        byte[] header = text("PROXY TCP4 192.0.2.1 198.51.100.7 40000 443\r\n");
        Opening opening = trusting();
        for (int cut = 0; cut < header.length; cut++) {
            Client client = Headers.sender();
            assertTrue(opening.read(ByteBuffer.wrap(header, 0, cut), false, client) instanceof More, "cut at " + cut);
            assertEquals(null, client.fact(Fact.PEER));
        }
    }

    private static Answer inTwo(byte[] header, int cut) {
        Client client = Headers.sender();
        Answer early = trusting().read(ByteBuffer.wrap(header, 0, cut), false, client);
        return early instanceof More ? Headers.read(trusting(), header, client) : early;
    }

    @Property(tries = 20_000)
    void nonsenseIsRefusedOrAwaitedAndNeverThrows(@ForAll("nearlyHeaders") byte[] bytes) {
        Answer whole = Headers.read(trusting(), bytes, Headers.sender());
        if (whole instanceof More more) {
            assertTrue(more.bytes() > bytes.length && more.bytes() <= trusting().most());
        } else if (whole instanceof Done done) {
            assertTrue(done.consumed() > 0 && done.consumed() <= bytes.length);
        }
        if (bytes.length < 300) {
            Answer ended = trusting().read(ByteBuffer.wrap(bytes), true, Headers.sender());
            assertEquals(told(ended), told(Headers.dripping(trusting(), bytes, Headers::sender)));
        }
    }

    /** Whatever an answer says, but for how much it waits for: that depends on how much has come. */
    private static String told(Answer answer) {
        return switch (answer) {
            case More more -> "more";
            case Bad bad -> "bad";
            case Done done ->
                done.consumed() + " " + done.client().address() + " "
                        + done.client().local() + " " + done.client().fact(Fact.SERVER_NAME);
        };
    }

    @Provide
    Arbitrary<byte[]> nearlyHeaders() {
        Arbitrary<byte[]> bytes =
                Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(400);
        Arbitrary<byte[]> words = Arbitraries.of(
                        "PROXY ", "TCP4 ", "TCP6 ", "UNKNOWN", " ", "1.2.3.4 ", "::1 ", "80", "\r\n", "\r")
                .list()
                .ofMaxSize(10)
                .map(list -> text("PROXY " + String.join("", list)));
        Arbitrary<byte[]> binary = Combinators.combine(
                        Arbitraries.of("21", "20", "21"),
                        Arbitraries.of("11", "21", "31", "12", "00"),
                        Arbitraries.integers().between(0, 300),
                        bytes)
                .as((command, family, length, rest) ->
                        joined(hex(SIGNATURE, command, family, String.format("%04x", length)), rest));
        Arbitrary<byte[]> changed = Combinators.combine(
                        Arbitraries.of(HEADERS), Arbitraries.integers().between(0, 60), Arbitraries.bytes())
                .as((header, at, value) -> {
                    byte[] copy = header.clone();
                    copy[at % copy.length] = value;
                    return copy;
                });
        return Arbitraries.oneOf(bytes, words, binary, changed).withoutEdgeCases();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
