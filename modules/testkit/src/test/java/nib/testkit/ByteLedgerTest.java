package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteLedgerTest {
    private final ByteLedger ledger = new ByteLedger(42, 100_003);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 200_000})
    void whatWasSentIsReceivedHoweverItIsCut(int piece) throws IOException {
        ledger.receive(source(sent(ledger), piece));
    }

    @Test
    void theSameSeedIsTheSameStreamAndAnotherIsAnother() throws IOException {
        assertArrayEquals(sent(ledger), sent(new ByteLedger(42, 100_003)));
        assertThrows(AssertionError.class, () -> ledger.receive(source(sent(new ByteLedger(43, 100_003)), 1000)));
    }

    @Test
    void aWrongByteIsNamed() throws IOException {
        byte[] bytes = sent(ledger);
        bytes[77_777]++;
        AssertionError error = assertThrows(AssertionError.class, () -> ledger.receive(source(bytes, 1000)));
        assertTrue(String.valueOf(error.getMessage()).startsWith("byte 77777 is "), error::getMessage);
    }

    @Test
    void aMissingEndIsNoticed() throws IOException {
        byte[] bytes = sent(new ByteLedger(42, 100_002));
        AssertionError error = assertThrows(AssertionError.class, () -> ledger.receive(source(bytes, 1000)));
        assertEquals("the stream ended after 100002 of 100003 bytes", error.getMessage());
    }

    @Test
    void aByteTooManyIsNoticed() throws IOException {
        byte[] bytes = sent(new ByteLedger(42, 100_004));
        assertThrows(AssertionError.class, () -> ledger.receive(source(bytes, 1000)));
    }

    @Test
    void theDigestIsThatOfTheStream() throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(sent(ledger));
        assertEquals(HexFormat.of().formatHex(digest), ledger.sha256());
    }

    @Test
    void anEmptyStreamHasNoBytes() throws IOException {
        ByteLedger empty = new ByteLedger(1, 0);
        assertEquals(0, sent(empty).length);
        empty.receive(source(new byte[0], 1));
    }

    private static byte[] sent(ByteLedger ledger) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ledger.send(from -> {
            while (from.hasRemaining()) {
                bytes.write(from.get());
            }
        });
        return bytes.toByteArray();
    }

    private static ByteLedger.Source source(byte[] bytes, int piece) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        return into -> {
            int count = Math.min(piece, Math.min(rest.remaining(), into.remaining()));
            for (int i = 0; i < count; i++) {
                into.put(rest.get());
            }
            return count == 0 ? -1 : count;
        };
    }
}
