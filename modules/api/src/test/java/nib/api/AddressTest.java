package nib.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:80", "[2001:db8::1]:80", "app.example:8080", "unix:/run/app.sock", "unix:@app"})
    void readsWhatItPrints(String text) {
        assertEquals(text, Address.parse(text).toString());
    }

    @Test
    void tellsNamesFromNumbersAndPaths() {
        assertInstanceOf(Address.Inet.class, Address.parse("127.0.0.1:1"));
        assertInstanceOf(Address.Name.class, Address.parse("localhost:1"));
        assertInstanceOf(Address.Unix.class, Address.parse("/run/app.sock"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 'expected host:port or a path, found 10.0.0.1'",
        "10.0.0.1:http, 'expected a port (0 to 65535), found http'",
        "10.0.0.1:65536, 'a port is 0 to 65535, not 65536'",
        "::1:80, 'an IPv6 address with a port is written [::1]:80'",
        "1.2.3:80, not an IP address: 1.2.3",
        "-a:80, not a host name: -a",
    })
    void saysWhatIsWrong(String text, String message) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
        assertEquals(message, e.getMessage());
    }

    @Test
    void refusesASocketPathThatTheSystemWouldCut() {
        assertThrows(IllegalArgumentException.class, () -> Address.parse("/" + "x".repeat(107)));
    }
}
