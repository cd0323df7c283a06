package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SipHashTest {
    /** The authors' reference implementation with one and three rounds: key and message are 00, 01, ... 0f. */
    @Test
    void givesTheReferenceValue() {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        assertEquals(0xcc4fdd1a7d908b66L, hash.of(0x0706050403020100L, 0x0f0e0d0c0b0a0908L));
    }

    /** What {@code hash(bytes)} of CPython 3.11 gives under PYTHONHASHSEED=0, which is a key of zeros. */
    @Test
    void agreesWithAnotherImplementation() {
        SipHash hash = new SipHash(0, 0);

        assertEquals(0x76be999e3e25b2a0L, hash.of(0, 0));
        assertEquals(0x8972188433a5c5b7L, hash.of(0x0706050403020100L, 0x0f0e0d0c0b0a0908L));
        assertEquals(0x35029a3b6274a39bL, hash.of(-1, -1));
    }

    @Test
    void isAnotherHashForEachTable() {
        assertNotEquals(SipHash.random().of(0, 1), SipHash.random().of(0, 1));
    }

    @Test
    void keepsItsKeySecret() {
        assertFalse(new SipHash(1234567, 7654321).toString().matches(".*\\d.*"));
    }

    /** The slot comes from the upper half, the segment from the lower: both must depend on each bit of the address. */
    @Property(tries = 500)
    void changesBothHalvesWithEachBit(
            @ForAll long high, @ForAll long low, @ForAll @IntRange(min = 0, max = 127) int bit) {
        SipHash hash = new SipHash(3, 4);
        long changed = hash.of(high, low)
                ^ (bit < 64 ? hash.of(high, low ^ (1L << bit)) : hash.of(high ^ (1L << (bit - 64)), low));

        assertTrue(Integer.bitCount((int) changed) >= 3, () -> Long.toHexString(changed));
        assertTrue(Integer.bitCount((int) (changed >>> 32)) >= 3, () -> Long.toHexString(changed));
    }
}
