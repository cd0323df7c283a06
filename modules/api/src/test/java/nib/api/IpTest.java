package nib.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTest {
    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "::1, ::1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
        "2001:0:0:1:0:0:1:1, 2001::1:0:0:1:1",
        "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0",
        "fe80:0:0:1::, fe80:0:0:1::",
        "::ffff:192.0.2.1, 192.0.2.1",
        "10.100.109.199, 10.100.109.199",
    })
    void printsTheCanonicalText(String text, String canonical) {
        assertEquals(canonical, Ip.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.",
                "01.2.3.4",
                "256.1.1.1",
                "300.1.1.1",
                "1.2.3.4.5",
                "1::2::3",
                ":",
                "g::",
                "fe80::1%lo",
                "localhost",
                "[::1]",
                " 1.2.3.4",
                "1.2.3.4\n"
            })
    void refusesWhatIsNoAddressWithoutAskingAnyone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Ip.parse(text));
        assertFalse(Ip.isNumeric(text));
    }

    @Test
    void saysWhatItRefusesWithoutControlCharacters() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Ip.parse("1.2.3.4\nforged"));
        assertEquals("not an IP address: 1.2.3.4\\u000aforged", e.getMessage());
    }

    @Property
    void readsWhatItPrints(@ForAll long high, @ForAll long low) {
        Ip ip = new Ip(high, low);
        assertEquals(ip, Ip.parse(ip.toString()));
    }

    @Property
    void agreesWithTheJdk(@ForAll long high, @ForAll long low) throws UnknownHostException {
        Ip ip = new Ip(high, low);
        assertEquals(ip, Ip.of(ip.toInet()));
        assertEquals(InetAddress.getByName(ip.toString()), ip.toInet());
    }

    @Property
    void knowsIpv4InEitherSpelling(@ForAll int bits) {
        Ip ip = Ip.ofIpv4(bits);
        assertTrue(ip.isIpv4());
        assertEquals(ip, Ip.parse("::ffff:" + ip));
        assertEquals(32, ip.width());
    }

    @Property
    void isOrderedWithoutSign(@ForAll int one, @ForAll int two) {
        assertEquals(
                Integer.signum(Integer.compareUnsigned(one, two)),
                Integer.signum(Ip.ofIpv4(one).compareTo(Ip.ofIpv4(two))));
    }
}
