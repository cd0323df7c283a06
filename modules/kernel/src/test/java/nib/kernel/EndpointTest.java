package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import nib.api.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://0.0.0.0:80",
                "10.0.0.1:8080",
                "tls://[2001:db8::1]:443",
                "app.example:80",
                "unix:///run/app.sock",
                "/run/app.sock",
                "unix://@abstract"
            })
    void isWrittenAsItIsRead(String text) {
        assertEquals(text, Endpoint.parse(text).toString());
    }

    @Test
    void hasATransportOnlyWhereOneIsNamed() {
        assertEquals(Optional.of("tcp"), Endpoint.parse("tcp://10.0.0.1:80").transport());
        assertEquals(Optional.empty(), Endpoint.parse("10.0.0.1:80").transport());
    }

    @Test
    void keepsItsTransportAtAnotherAddress() {
        assertEquals(
                "tcp://10.0.0.2:81",
                Endpoint.parse("tcp://name:80").at(Address.parse("10.0.0.2:81")).toString());
    }

    @Test
    void saysWhatIsWrong() {
        assertEquals(
                "a port is 0 to 65535, not 99999",
                assertThrows(IllegalArgumentException.class, () -> Endpoint.parse("tcp://10.0.0.1:99999"))
                        .getMessage());
    }
}
