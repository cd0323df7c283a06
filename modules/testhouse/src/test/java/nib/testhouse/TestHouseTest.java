package nib.testhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import nib.api.Client;
import nib.api.End;
import nib.api.Event;
import nib.api.Server;
import nib.spi.Policy;
import nib.spi.Settings;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;

class TestHouseTest {
    /** A policy that always takes the last server; its word may be one that Nib has. */
    private record Last(String word) implements Policy.Provider<Settings.None>, Policy {
        @Override
        public Settings<Settings.None> settings() {
            return Settings.none();
        }

        @Override
        public Policy create(Settings.None settings) {
            return this;
        }

        @Override
        public Chooser over(List<Server> servers) {
            return new Chooser() {
                @Override
                public int choose(Client client, Attempt attempt) {
                    return servers.size() - 1;
                }

                @Override
                public int peek(Client client, Attempt attempt) {
                    return servers.size() - 1;
                }
            };
        }
    }

    private static String configuration(String policy, EchoServer... servers) {
        return """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app }
                pools:
                  app: { policy: %s, servers: ["%s", "%s"] }
                """.formatted(policy, servers[0].address(), servers[1].address());
    }

    @Test
    void aPluginServesClientsInAWholeHouse() throws IOException {
        try (EchoServer one = EchoServer.start("one");
                EchoServer two = EchoServer.start("two").manner(EchoServer.Manner.NAME);
                TestHouse house = TestHouse.open(configuration("last", one, two), new Last("last"))) {
            assertEquals("two\n", house.visit("web"));
            two.manner(EchoServer.Manner.ECHO);
            assertEquals("hello", house.say("web", "hello"));
            assertEquals(0, one.accepted());
            assertTrue(house.events().await(Event.ConnectionEnded.class, 2).stream()
                    .allMatch(event -> event.end() == End.CLIENT_CLOSED || event.end() == End.SERVER_CLOSED));
            assertEquals("last", house.status().pools().getFirst().policy());
        }
    }

    @Test
    void thePluginUnderTestWinsOverOneOfTheSameWord() throws IOException {
        try (EchoServer one = EchoServer.start("one");
                EchoServer two = EchoServer.start("two").manner(EchoServer.Manner.NAME);
                TestHouse house = TestHouse.open(configuration("first", one, two), new Last("first"))) {
            assertEquals("two\n", house.visit("web"));
        }
    }

    @Test
    void aReloadKeepsThePortAndOpenConnections() throws IOException {
        try (EchoServer one = EchoServer.start("one");
                EchoServer two = EchoServer.start("two");
                TestHouse house = TestHouse.open(configuration("round-robin", one, two), new Last("last"))) {
            InetSocketAddress before = house.address("web");
            try (Socket open = house.connect("web")) {
                house.reload(configuration("last", one, two));
                open.getOutputStream().write(7);
                assertEquals(7, open.getInputStream().read());
            }
            assertEquals(before, house.address("web"));
            AssertionError refused =
                    assertThrows(AssertionError.class, () -> house.reload(configuration("lost", one, two)));
            assertTrue(String.valueOf(refused.getMessage()).contains("did you mean \"last\"?"), refused.getMessage());
            assertEquals("hello", house.say("web", "hello"));
        }
    }

    @Test
    void afterTheCloseNobodyListens() throws IOException {
        InetSocketAddress address;
        try (EchoServer one = EchoServer.start("one");
                TestHouse house =
                        TestHouse.open(configuration("round-robin", one, one).replaceFirst(", \"[^\"]*\"]", "]"))) {
            address = house.address("web");
        }
        try (Socket socket = new Socket()) {
            assertThrows(ConnectException.class, () -> socket.connect(address, 1000));
        }
    }

    @Test
    void problemsAreTheOnesOfACheck() {
        List<String> problems = TestHouse.problems("""
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app }
                pools:
                  app: { policy: { last: { speed: 1 } }, servers: ["127.0.0.1:1"] }
                """, new Last("last"));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().startsWith("nib.yaml:4:"), problems::toString);
    }
}
