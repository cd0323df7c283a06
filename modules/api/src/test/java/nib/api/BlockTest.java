package nib.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.5/32",
        "10.0.0.0/8, 10.0.0.0/8",
        "10.0.0.0-10.0.0.255, 10.0.0.0/24",
        "10.0.0.5-10.0.0.9, 10.0.0.5-10.0.0.9",
        "10.0.0.5 - 10.0.0.9, 10.0.0.5-10.0.0.9",
        "2001:db8::-2001:db8::5, 2001:db8::-2001:db8::5",
        "::/0, ::/0",
        "::/80, ::/80",
        "0.0.0.0-255.255.255.255, 0.0.0.0/0",
    })
    void isWrittenAsItIsRead(String text, String written) {
        Block block = Block.parse(text);
        assertEquals(written, block.toString());
        assertEquals(block, Block.parse(written));
    }

    @Test
    void holdsBothEndsAndNothingBeyond() {
        Block block = Block.parse("10.0.0.5-10.0.0.9");
        assertTrue(block.contains(Ip.parse("10.0.0.5")));
        assertTrue(block.contains(Ip.parse("10.0.0.9")));
        assertFalse(block.contains(Ip.parse("10.0.0.4")));
        assertFalse(block.contains(Ip.parse("10.0.0.10")));
    }

    @Test
    void ofIpv6HoldsNoIpv4() {
        assertFalse(Block.parse("::/0").contains(Ip.parse("10.0.0.1")));
        assertTrue(Block.parse("::/0").contains(Ip.parse("ffff::")));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.9-10.0.0.5", "10.0.0.1-2001:db8::", "::-10.0.0.1", "10.0.0.1-", "-10.0.0.1", "1-2"})
    void refusesWhatIsNoRange(String text) {
        assertThrows(IllegalArgumentException.class, () -> Block.parse(text));
    }
}
