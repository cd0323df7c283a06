package nib.proxyprotocol;

import static nib.proxyprotocol.Headers.SIGNATURE;
import static nib.proxyprotocol.Headers.hex;
import static nib.proxyprotocol.Headers.inet;
import static nib.proxyprotocol.Headers.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nib.api.Address;
import nib.api.Client;
import nib.api.Fact;
import nib.api.Ip;
import nib.api.Server;
import nib.proxyprotocol.ProxyPreambleSettings.Datagrams;
import nib.proxyprotocol.ProxyPreambleSettings.Tell;
import nib.proxyprotocol.ProxyPreambleSettings.Version;
import nib.spi.Complaint;
import nib.spi.Opening.Done;
import nib.spi.Preamble;
import nib.testkit.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProxyPreambleTest {
    private static final Server SERVER = TestServer.some(1).getFirst();
    private static final ProxyPreambleSettings V1 =
            new ProxyPreambleSettings(Version.V1, List.of(), false, Datagrams.NONE);
    private static final ProxyPreambleSettings V2 =
            new ProxyPreambleSettings(Version.V2, List.of(), false, Datagrams.NONE);
    private static final ProxyPreambleSettings EVERYTHING =
            new ProxyPreambleSettings(Version.V2, List.of(Tell.values()), true, Datagrams.NONE);

    @Test
    void versionOneIsALine() {
        Client ipv4 = client("192.0.2.1", 40000, "198.51.100.7", 443);
        assertArrayEquals(text("PROXY TCP4 192.0.2.1 198.51.100.7 40000 443\r\n"), written(V1, ipv4));
        Client ipv6 = client("2001:db8::1", 1, "2001:db8::2", 65535);
        assertArrayEquals(text("PROXY TCP6 2001:db8::1 2001:db8::2 1 65535\r\n"), written(V1, ipv6));
    }

    @Test
    void whatVersionOneCannotSayIsUnknown() {
        byte[] unknown = text("PROXY UNKNOWN\r\n");
        assertArrayEquals(unknown, written(V1, null));
        assertArrayEquals(unknown, written(V1, client("192.0.2.1", 1, "2001:db8::2", 2)));
        assertArrayEquals(unknown, written(V1, new Client("x", new Address.Unix(""), new Address.Unix("/run/x"))));
    }

    @Test
    void versionTwoIsBinary() {
        Client ipv4 = client("192.0.2.1", 40000, "198.51.100.7", 443);
        assertArrayEquals(hex(SIGNATURE, "21 11 000c c0000201 c6336407 9c40 01bb"), written(V2, ipv4));
        Client ipv6 = client("2001:db8::1", 53, "2001:db8::2", 1);
        assertArrayEquals(
                hex(
                        SIGNATURE,
                        "21 21 0024 20010db8000000000000000000000001",
                        "20010db8000000000000000000000002 0035 0001"),
                written(V2, ipv6));
        assertArrayEquals(hex(SIGNATURE, "20 00 0000"), written(V2, null));
        assertArrayEquals(hex(SIGNATURE, "21 00 0000"), written(V2, client("192.0.2.1", 1, "2001:db8::2", 2)));
    }

    @Test
    void versionTwoForDatagramsSaysSo() {
        ProxyPreambleSettings first = new ProxyPreambleSettings(Version.V2, List.of(), false, Datagrams.FIRST);
        ProxyPreambleSettings every = new ProxyPreambleSettings(Version.V2, List.of(), false, Datagrams.EVERY);
        byte[] expected = hex(SIGNATURE, "21 12 000c c0000201 c6336407 9c40 01bb");
        assertArrayEquals(expected, written(first, client("192.0.2.1", 40000, "198.51.100.7", 443)));
        assertFalse(create(first).everyDatagram());
        assertTrue(create(every).everyDatagram());
    }

    @Test
    void whatIsToldIsWhatIsKnown() {
        Client client = client("192.0.2.1", 40000, "198.51.100.7", 443);
        ProxyPreambleSettings all =
                new ProxyPreambleSettings(Version.V2, List.of(Tell.values()), false, Datagrams.NONE);
        assertArrayEquals(written(V2, client), written(all, client));
        client.learn(Fact.SERVER_NAME, "a.example");
        client.learn(Fact.ALPN, "h2");
        client.learn(Fact.TLS_VERSION, "TLSv1.3");
        client.learn(Fact.CIPHER, "X");
        assertArrayEquals(
                hex(
                        SIGNATURE,
                        "21 11 0033 c0000201 c6336407 9c40 01bb",
                        "02 0009 612e6578616d706c65",
                        "01 0002 6832",
                        "20 0013 01 00000001 21 0007 544c5376312e33 23 0001 58"),
                written(all, client));
        client.learn(Fact.COMMON_NAME, "bob");
        byte[] certified = written(all, client);
        assertEquals(7, certified[48], "by TLS, with a certificate");
        assertEquals("bob", reread(certified).fact(Fact.COMMON_NAME));
    }

    @Test
    void aNameThatDoesNotFitIsLeftOutAndNotCut() {
        Client client = client("192.0.2.1", 40000, "198.51.100.7", 443);
        client.learn(Fact.SERVER_NAME, "x".repeat(256));
        ProxyPreambleSettings name =
                new ProxyPreambleSettings(Version.V2, List.of(Tell.SERVER_NAME), false, Datagrams.NONE);
        assertArrayEquals(written(V2, client), written(name, client));
    }

    @Test
    void theLongestHeaderFits() {
        String path = "x".repeat(107);
        Client client = new Client("x", new Address.Unix(path), new Address.Unix(path));
        for (Fact<String> fact :
                List.of(Fact.SERVER_NAME, Fact.ALPN, Fact.TLS_VERSION, Fact.CIPHER, Fact.COMMON_NAME)) {
            client.learn(fact, "x".repeat(255));
        }
        assertEquals(create(EVERYTHING).most(), written(EVERYTHING, client).length);
        assertTrue(create(EVERYTHING).most() <= 4096);
    }

    @Test
    void theSumIsThatOfRfc3720() {
        byte[] header = written(EVERYTHING, client("192.0.2.1", 40000, "198.51.100.7", 443));
        ByteBuffer bytes = ByteBuffer.wrap(header);
        int sum = bytes.getInt(header.length - 4);
        bytes.putInt(header.length - 4, 0);
        assertEquals(Bitwise.crc32c(header), sum);
    }

    @Property(tries = 2000)
    void whatIsWrittenIsReadTheSame(@ForAll("addresses") Address source, @ForAll("addresses") Address destination) {
        Client client = new Client("web", source, destination);
        client.learn(Fact.SERVER_NAME, "a.example");
        Client read = reread(written(EVERYTHING, client));
        boolean named = source.getClass() == destination.getClass()
                && !(source instanceof Address.Inet from
                        && destination instanceof Address.Inet to
                        && from.ip().isIpv4() != to.ip().isIpv4());
        assertEquals(named ? source : Headers.sender().address(), read.address());
        assertEquals(named ? destination : Headers.sender().local(), read.local());
        assertEquals(named ? "a.example" : null, read.fact(Fact.SERVER_NAME));
        Client line = reread(written(V1, client));
        assertEquals(
                named && source instanceof Address.Inet
                        ? source
                        : Headers.sender().address(),
                line.address());
    }

    @Test
    void whatVersionOneDoesNotHaveIsASlip() {
        complains("tell", new ProxyPreambleSettings(Version.V1, List.of(Tell.ALPN), false, Datagrams.NONE));
        complains("checksum", new ProxyPreambleSettings(Version.V1, List.of(), true, Datagrams.NONE));
        complains("datagrams", new ProxyPreambleSettings(Version.V1, List.of(), false, Datagrams.FIRST));
    }

    private static void complains(String setting, ProxyPreambleSettings settings) {
        assertEquals(
                setting, assertThrows(Complaint.class, () -> create(settings)).setting());
    }

    @Provide
    Arbitrary<Address> addresses() {
        Arbitrary<Integer> ports = Arbitraries.integers().between(0, 65535);
        Arbitrary<Address> ipv4 = Combinators.combine(Arbitraries.integers(), ports)
                .as((bits, port) -> new Address.Inet(Ip.ofIpv4(bits), port));
        Arbitrary<Address> ipv6 = Combinators.combine(Arbitraries.longs(), Arbitraries.longs(), ports)
                .as((high, low, port) -> new Address.Inet(new Ip(high, low), port));
        Arbitrary<Address> unix =
                Arbitraries.of("", "/run/a", "@a", "/" + "b".repeat(106)).map(Address.Unix::new);
        return Arbitraries.oneOf(ipv4, ipv6, unix);
    }

    private static Client reread(byte[] header) {
        Done done = assertInstanceOf(Done.class, Headers.read(Headers.trusting(), header, Headers.sender()));
        assertEquals(header.length, done.consumed());
        return done.client();
    }

    private static Preamble create(ProxyPreambleSettings settings) {
        return new ProxyPreambleProvider().create(settings);
    }

    private static byte[] written(ProxyPreambleSettings settings, @Nullable Client client) {
        Preamble preamble = create(settings);
        ByteBuffer into = ByteBuffer.allocate(preamble.most() + 3).position(3);
        preamble.write(client, SERVER, into);
        return Arrays.copyOfRange(into.array(), 3, into.position());
    }

    private static Client client(String source, int port, String destination, int to) {
        return new Client("web", inet(source, port), inet(destination, to));
    }
}
