package nib.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import nib.api.Address;
import nib.spi.LocalFailure;
import org.junit.jupiter.api.Test;

/** The causes that are hard to bring about; {@link WantTest} and {@link TcpConnectTest} have the others. */
class BlameTest {
    private static final Address.Inet SERVER = Ends.at("10.0.0.1", 80);

    @Test
    void takesAWantOfBuffersAsOurs() {
        assertEquals(
                "exhausted: cannot connect to 10.0.0.1:80: No buffer space available",
                blame(new SocketException("No buffer space available")));
        assertEquals(
                "exhausted: cannot connect to 10.0.0.1:80: Cannot allocate memory",
                blame(new SocketException("Cannot allocate memory")));
    }

    @Test
    void blamesTheServerThatCutsWhileConnecting() {
        assertEquals(
                "theirs: 10.0.0.1:80 cut the connection while it was made",
                blame(new SocketException("Connection reset by peer")));
    }

    @Test
    void blamesTheServerWhenTheSystemGivesUp() {
        assertEquals("theirs: 10.0.0.1:80 did not answer", blame(new ConnectException("Connection timed out")));
    }

    @Test
    void takesWhatAFirewallForbidsAsOurs() {
        assertEquals(
                "ours: cannot connect to 10.0.0.1:80: Operation not permitted",
                blame(new SocketException("Operation not permitted")));
    }

    @Test
    void takesWhatItCannotReadAsOurs() {
        assertEquals(
                "ours: cannot connect to 10.0.0.1:80: Das Netzwerk ist nicht erreichbar",
                blame(new SocketException("Das Netzwerk ist nicht erreichbar")));
        assertEquals("ours: cannot connect to 10.0.0.1:80: BindException", blame(new BindException()));
    }

    @Test
    void blamesTheServerWhenSomebodyLostPatience() {
        assertEquals(
                "theirs: cannot connect to 10.0.0.1:80: ClosedByInterruptException",
                blame(new ClosedByInterruptException()));
    }

    private static String blame(IOException e) {
        IOException blamed = Blame.connecting(SERVER, 5000, e);
        String whose = blamed instanceof LocalFailure local ? local.exhausted() ? "exhausted: " : "ours: " : "theirs: ";
        return whose + blamed.getMessage();
    }
}
