package nib.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import nib.api.Address;
import nib.api.Client;
import nib.api.Fact;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Wire;
import nib.testkit.Aside;
import nib.testkit.FilterContract;
import nib.testkit.MemoryWire;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedTest extends FilterContract<ForwardedSettings> {
    @Override
    protected Filter.Provider<ForwardedSettings> provider() {
        return new ForwardedProvider();
    }

    @Override
    protected ForwardedSettings settings() {
        return new ForwardedSettings(ForwardedSettings.Existing.APPEND);
    }

    /** What it passes on are requests, and nothing that the contract could compare. */
    @Override
    protected boolean passesBytesOn() {
        return false;
    }

    @Override
    protected boolean resets() {
        return false; // the contract says a byte first, and that is no request which the rest could read
    }

    private static String read(Wire wire) throws IOException {
        StringBuilder all = new StringBuilder();
        ByteBuffer piece = ByteBuffer.allocate(7);
        while (wire.read(piece.clear()) >= 0) {
            all.append(new String(piece.array(), 0, piece.position(), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String seen(ForwardedSettings.Existing existing, Client client, String said) throws IOException {
        Filter filter = new ForwardedProvider().create(new ForwardedSettings(existing));
        MemoryWire.Pair pair = MemoryWire.pair();
        String[] seen = {""};
        Aside<Boolean> handled = Aside.of(() -> {
            filter.handle(new Connection(client, pair.far(), null, null), next -> seen[0] = read(next.wire()));
            return true;
        });
        pair.near().write(bytes(said));
        pair.near().finish();
        handled.get();
        return seen[0];
    }

    private static Client client(String address) {
        return TestClients.at(Address.parse(address));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "append  | A: 1;X-Forwarded-For: 9.9.9.9;x-forwarded-for: 8.8.8.8 | A: 1;X-Forwarded-For: 9.9.9.9, 8.8.8.8, 10.0.0.1;X-Forwarded-Proto: http",
                "replace | X-Forwarded-For: 9.9.9.9;X-Forwarded-Proto: https;A: 1 | A: 1;X-Forwarded-For: 10.0.0.1;X-Forwarded-Proto: http",
                "keep    | X-Forwarded-For: 9.9.9.9;X-Forwarded-Proto: https      | X-Forwarded-For: 9.9.9.9;X-Forwarded-Proto: https",
                "keep    | A: 1                                                   | A: 1;X-Forwarded-For: 10.0.0.1;X-Forwarded-Proto: http",
                "append  | A: 1;X-Forwarded-Proto: https                          | A: 1;X-Forwarded-For: 10.0.0.1;X-Forwarded-Proto: http"
            })
    void whatAClientSaysOfItself(String existing, String said, String seen) throws IOException {
        ForwardedSettings.Existing how = Arrays.stream(ForwardedSettings.Existing.values())
                .filter(one -> one.toString().equals(existing))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "GET / HTTP/1.1\r\n" + seen.replace(";", "\r\n") + "\r\n\r\n",
                seen(how, client("10.0.0.1:4000"), "GET / HTTP/1.1\r\n" + said.replace(";", "\r\n") + "\r\n\r\n"));
    }

    @Test
    void everyRequestOfAConnectionOverTls() throws IOException {
        Client client = client("[2001:db8::1]:4000");
        client.learn(Fact.TLS_VERSION, "TLSv1.3");
        String one = "GET / HTTP/1.1\r\nX-Forwarded-For: 2001:db8::1\r\nX-Forwarded-Proto: https\r\n\r\n";
        assertEquals(
                one + one,
                seen(ForwardedSettings.Existing.APPEND, client, "GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n"));
    }

    @Test
    void aFirstRequestThatIsNoneIsAnswered() throws IOException {
        MemoryWire.Pair pair = MemoryWire.pair();
        Filter filter = provider().create(settings());
        Aside<Boolean> handled = Aside.of(() -> {
            filter.handle(
                    new Connection(client("10.0.0.1:4000"), pair.far(), null, null),
                    next -> assertEquals("", read(next.wire())));
            return true;
        });
        pair.near().write(bytes("EHLO there\r\n\r\n"));
        String answer = Aside.get(() -> read(pair.near()));
        assertEquals("HTTP/1.1 400 no request line\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", answer);
        handled.get();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 101 Switching | raw and not HTTP",
                "HTTP/1.1 200 OK        | GET / HTTP/1.1",
            })
    void aServerThatSwitchesIsHeard(String answer, String then) throws IOException {
        MemoryWire.Pair pair = MemoryWire.pair();
        Filter filter = provider().create(settings());
        String[] seen = {""};
        Aside<Boolean> handled = Aside.of(() -> {
            filter.handle(new Connection(client("10.0.0.1:4000"), pair.far(), null, null), next -> {
                ByteBuffer head = ByteBuffer.allocate(1000);
                assertEquals(true, next.wire().read(head) > 0);
                Aside<String> rest = Aside.of(() -> read(next.wire()));
                for (String piece : answer.split("(?<=\\G.{5})", -1)) {
                    next.wire().write(bytes(piece));
                }
                next.wire().write(bytes("\r\n\r\n"));
                seen[0] = rest.get();
            });
            return true;
        });
        pair.near().write(bytes("GET / HTTP/1.1\r\nUpgrade: raw\r\n\r\n" + then + "\r\n\r\n"));
        pair.near().finish();
        assertEquals(answer + "\r\n\r\n", Aside.get(() -> read(pair.near(), answer.length() + 4)));
        handled.get();
        assertEquals(answer.contains("101"), seen[0].equals(then + "\r\n\r\n"), seen[0]);
        assertEquals(answer.contains("200"), seen[0].contains("X-Forwarded-For: 10.0.0.1"), seen[0]);
    }

    private static String read(Wire wire, int length) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(length);
        while (all.hasRemaining() && wire.read(all) >= 0) {
            // goes on
        }
        return new String(all.array(), 0, all.position(), StandardCharsets.ISO_8859_1);
    }
}
