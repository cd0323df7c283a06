package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import nib.api.Ip;
import nib.api.Prefix;
import org.junit.jupiter.api.Test;

/** Clients are told apart by as many bits as the settings say, and IPv4 never meets IPv6. */
class MasksTest {
    @Property
    void cutsIpv4AsAPrefixDoes(@ForAll int bits, @ForAll @IntRange(max = 32) int prefix) {
        Ip ip = Ip.ofIpv4(bits);
        assertEquals(Prefix.mask(ip, 96 + prefix), cut(Masks.of(prefix, 0), ip));
    }

    @Property
    void cutsIpv6AsAPrefixDoes(@ForAll long high, @ForAll long low, @ForAll @IntRange(max = 128) int prefix) {
        Ip ip = new Ip(high | 1, low); // never IPv4
        assertEquals(Prefix.mask(ip, prefix), cut(Masks.of(0, prefix), ip));
    }

    @Test
    void keepsIpv4ApartFromIpv6AlsoWhenNothingIsKept() {
        Masks nothing = Masks.of(0, 0);
        assertEquals(Ip.parse("0.0.0.0"), cut(nothing, Ip.parse("10.1.2.3")));
        assertEquals(Ip.parse("::"), cut(nothing, Ip.parse("2001:db8::1")));
    }

    private static Ip cut(Masks masks, Ip ip) {
        return new Ip(masks.high(ip.high(), ip.low()), masks.low(ip.high(), ip.low()));
    }
}
