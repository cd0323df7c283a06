package nib.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "0.0.0.0/0", "::/0", "2001:db8::/32", "192.0.2.1/32", "::1/128"})
    void readsWhatItPrints(String text) {
        assertEquals(text, Prefix.parse(text).toString());
    }

    @Test
    void takesASingleAddressForABlockOfOne() {
        assertEquals(Prefix.parse("192.0.2.1/32"), Prefix.parse("192.0.2.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.1.2.3/8 has bits after its prefix; did you mean 10.0.0.0/8?",
        "10.0.0.0/33, 'a prefix length is 0 to 32, not 33'",
        "::/129, 'a prefix length is 0 to 128, not 129'",
        "10.0.0.0/x, 'a prefix length is 0 to 32, not x'",
        "10.0.0/8, not an IP address: 10.0.0",
    })
    void saysWhatIsWrong(String text, String message) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Prefix.parse(text));
        assertEquals(message, e.getMessage());
    }

    @Test
    void holdsNoIpv4InABlockOfIpv6() {
        assertFalse(Prefix.parse("::/0").contains(Ip.parse("192.0.2.1")));
        assertTrue(Prefix.parse("0.0.0.0/0").contains(Ip.parse("192.0.2.1")));
        assertFalse(Prefix.parse("0.0.0.0/0").contains(Ip.parse("::1")));
    }

    @Property
    void containsExactlyTheAddressesWithTheSameBits(
            @ForAll long high,
            @ForAll long low,
            @ForAll @IntRange(max = 128) int length,
            @ForAll @IntRange(max = 127) int bit) {
        Ip base = Prefix.mask(new Ip(high | 1L << 63, low), length);
        Prefix prefix = new Prefix(base, length);
        Ip flipped = bit < 64
                ? new Ip(base.high() ^ (1L << (63 - bit)), base.low())
                : new Ip(base.high(), base.low() ^ (1L << (127 - bit)));
        assertTrue(prefix.contains(base));
        assertEquals(bit >= length, prefix.contains(flipped));
    }
}
