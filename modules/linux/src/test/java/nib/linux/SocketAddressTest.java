package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import nib.api.Address;
import nib.api.Ip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketAddressTest {
    private final SocketAddress address = new SocketAddress(Arena.ofAuto());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:0",
                "255.255.255.255:65535",
                "192.0.2.1:80",
                "[::]:443",
                "[2001:db8::fedc:ba98]:8443",
                "unix:/run/nib/control",
                "unix:@abstract",
                "unix:/ä/ö"
            })
    void anAddressComesBackAsItWent(String text) {
        Address value = Address.parse(text);
        address.set(Address.parse("[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535"));
        address.set(value);
        assertEquals(value, address.address());
        if (value instanceof Address.Inet inet) {
            assertEquals(inet.ip(), new Ip(address.high(), address.low()));
            assertEquals(inet.port(), address.port());
        }
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1:80, 02000050c00002010000000000000000", "@ab, 0100006162"})
    void theBytesAreThoseOfTheKernel(String text, String hexadecimal) {
        address.set(Address.parse(text));
        byte[] bytes = address.memory.asSlice(0, address.length()).toArray(ValueLayout.JAVA_BYTE);
        assertEquals(hexadecimal, HexFormat.of().formatHex(bytes));
    }

    @Test
    void ipv4OnASocketOfIpv6IsMappedAndStaysOneAddress() {
        Ip ip = Ip.parse("192.0.2.1");
        address.set(Sockets.AF_INET6, ip.high(), ip.low(), 80);
        assertEquals(Sockets.AF_INET6, address.family());
        assertEquals(Address.parse("192.0.2.1:80"), address.address());
    }

    @Test
    void aLinkLocalAddressHasAnInterface() {
        address.set(Address.parse("[fe80::1]:80"));
        address.scope(3);
        assertEquals(3, address.scope());
        address.set(Address.parse("[fe80::1]:80"));
        assertEquals(0, address.scope());
    }

    @Test
    void ipv6DoesNotFitASocketOfIpv4() {
        assertThrows(IllegalArgumentException.class, () -> address.set(Sockets.AF_INET, 1, 2, 80));
        assertThrows(IllegalArgumentException.class, () -> address.set(Address.parse("localhost:80")));
    }

    @Test
    void aNameThatIsNoTextIsShownWithQuestionMarks() {
        address.set(Address.parse("@abcde"));
        MemorySegment memory = address.memory;
        memory.set(ValueLayout.JAVA_BYTE, 4, (byte) 0);
        memory.set(ValueLayout.JAVA_BYTE, 5, (byte) 0xff);
        memory.set(ValueLayout.JAVA_BYTE, 6, (byte) '\n');
        assertEquals(new Address.Unix("@a???e"), address.address());
    }

    @Test
    void theLongestNamesFit() {
        Address path = new Address.Unix("/" + "x".repeat(106));
        address.set(path);
        assertEquals(110, address.length());
        assertEquals(path, address.address());
        Address name = new Address.Unix("@" + "x".repeat(106));
        address.set(name);
        assertEquals(name, address.address());
    }

    @Test
    void noAddressIsTheUnnamedOne() {
        assertEquals(new Address.Unix(""), address.address());
        assertEquals(0, address.family());
        assertEquals(0, address.port());
    }
}
