package nib.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nib.api.Address;
import nib.api.Server;
import nib.spi.Complaint;
import nib.spi.LocalFailure;
import nib.spi.Probe;
import nib.spi.Wire;
import nib.testkit.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectProbeTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void takesAServerThatAcceptsToBeWellAndSaysGoodbye() throws IOException {
        probe().check(target(null));
        assertEquals(List.of("connect to 192.0.2.1:80 within PT1S", "close"), seen);
    }

    @Test
    void passesOnWhyAServerDidNotAccept() {
        IOException refused = new IOException("10.0.0.0:80 refused the connection");
        assertSame(refused, assertThrows(IOException.class, () -> probe().check(target(refused))));
    }

    @Test
    void passesOnThatOurOwnMachineCouldNotAsk() {
        LocalFailure full = new LocalFailure("no descriptors", true, new IOException());
        assertSame(full, assertThrows(LocalFailure.class, () -> probe().check(target(full))));
    }

    @Test
    void asksWhenItsSettingsSay() {
        ConnectSettings settings = new ConnectSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 7, 8);
        assertEquals(
                new Probe.Schedule(Duration.ofSeconds(5), Duration.ofSeconds(5), 7, 8),
                new ConnectProvider().create(settings).schedule());
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S, PT1S, 1s, 500ms", "PT10S, PT2M, 2m, 10s", "PT1S, PT1M1S, 61s, 1s", "PT1S, PT1.5S, 1500ms, 1s"})
    void refusesAnAnswerThatMayComeAfterTheNextQuestion(
            Duration every, Duration timeout, String found, String allowed) {
        ConnectSettings settings = new ConnectSettings(every, timeout, 3, 2);
        Complaint complaint = assertThrows(Complaint.class, () -> new ConnectProvider().create(settings));
        assertEquals("timeout", complaint.setting());
        assertEquals(
                found + " is longer than every (" + allowed + "): a question must be answered before the next one",
                complaint.getMessage());
    }

    private static Probe probe() {
        return new ConnectProvider().create(new ConnectSettings(Duration.ofSeconds(2), Duration.ofSeconds(1), 3, 2));
    }

    private Probe.Target target(@Nullable IOException failure) {
        return new Probe.Target() {
            @Override
            public Server server() {
                return TestServer.some(1).getFirst();
            }

            @Override
            public Address address() {
                return Address.parse("192.0.2.1:80");
            }

            @Override
            public Wire connect(Address to, Duration timeout) throws IOException {
                seen.add("connect to " + to + " within " + timeout);
                if (failure != null) {
                    throw failure;
                }
                return new WatchedWire();
            }
        };
    }

    /** Notes how it is ended; a probe that only connects has no business with the rest. */
    private final class WatchedWire implements Wire {
        @Override
        public int read(ByteBuffer into) {
            throw new AssertionError("read");
        }

        @Override
        public void write(ByteBuffer from) {
            throw new AssertionError("written");
        }

        @Override
        public void finish() {
            seen.add("finish");
        }

        @Override
        public void reset() {
            seen.add("reset");
        }

        @Override
        public void close() {
            seen.add("close");
        }

        @Override
        public Address local() {
            return Address.parse("127.0.0.1:5000");
        }

        @Override
        public Address remote() {
            return Address.parse("127.0.0.1:80");
        }
    }
}
