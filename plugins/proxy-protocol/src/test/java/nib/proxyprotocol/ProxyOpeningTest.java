package nib.proxyprotocol;

import static nib.proxyprotocol.Headers.SIGNATURE;
import static nib.proxyprotocol.Headers.hex;
import static nib.proxyprotocol.Headers.inet;
import static nib.proxyprotocol.Headers.sender;
import static nib.proxyprotocol.Headers.text;
import static nib.proxyprotocol.Headers.trusting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import nib.api.Address;
import nib.api.Client;
import nib.api.Fact;
import nib.proxyprotocol.ProxyOpeningSettings.Accepted;
import nib.spi.Complaint;
import nib.spi.Opening;
import nib.spi.Opening.Answer;
import nib.spi.Opening.Bad;
import nib.spi.Opening.Done;
import nib.spi.Opening.More;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyOpeningTest {
    @Test
    void aLineForIpv4SaysWhereTheClientIs() {
        Client client = seen(text("PROXY TCP4 192.0.2.1 198.51.100.7 40000 443\r\nGET /"), 45);
        assertEquals(inet("192.0.2.1", 40000), client.address());
        assertEquals(inet("198.51.100.7", 443), client.local());
        assertEquals(inet("10.0.0.1", 5000), client.fact(Fact.PEER));
    }

    @Test
    void theLongestLineForIpv6IsRead() {
        String ip = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
        String line = "PROXY TCP6 " + ip + " " + ip + " 65535 65535\r\n";
        assertEquals(104, line.length());
        assertEquals(inet(ip, 65535), seen(text(line), 104).address());
    }

    @Test
    void anIpv4AddressInTheDressOfIpv6IsTheSameClient() {
        Client client = seen(text("PROXY TCP6 ::ffff:192.0.2.1 ::ffff:192.0.2.2 1 2\r\n"), 50);
        assertEquals(inet("192.0.2.1", 1), client.address());
        byte[] binary = hex(
                SIGNATURE,
                "21 21 0024",
                "00000000000000000000ffffc0000201",
                "00000000000000000000ffffc0000202",
                "0001 0002");
        assertEquals(client.address(), seen(binary, 52).address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN\r\n", "PROXY UNKNOWN whatever 1 2 3 4 5\r\n"})
    void whatASenderCannotNameKeepsTheAddressOfTheConnection(String line) {
        Client client = sender();
        Done done = assertInstanceOf(Done.class, Headers.read(trusting(), text(line + "rest"), client));
        assertSame(client, done.client());
        assertEquals(line.length(), done.consumed());
        assertNull(client.fact(Fact.PEER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "PROXY\r\n",
                "PROXY \r\n",
                "PROXY TCP4\r\n",
                "PROXY  TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4  192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 \r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 3\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 01 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 65536\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 99999\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 -2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 +1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\n\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r \n",
                "PROXY TCP4 192.0.2.001 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.256 192.0.2.2 1 2\r\n",
                "PROXY TCP4 localhost 192.0.2.2 1 2\r\n",
                "PROXY TCP4 300.1.1.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n",
                "PROXY TCP6 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP6 2001:db8::1%eth0 2001:db8::2 1 2\r\n",
                "PROXY TCP6 1::2::3 2001:db8::2 1 2\r\n",
                "PROXY UDP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY tcp4 192.0.2.1 192.0.2.2 1 2\r\n",
                "proxy TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1\t192.0.2.2 1 2\r\n",
                "PROXY UNKNOWN\u0000\r\n",
                "PROXY UNKNOWN\u00e9\r\n",
            })
    void aLineThatIsNotQuiteRightIsRefused(String line) {
        assertInstanceOf(Bad.class, trusting().read(ByteBuffer.wrap(text(line)), true, sender()), line);
        assertInstanceOf(Bad.class, Headers.dripping(trusting(), text(line), Headers::sender), line);
    }

    @Test
    void aLineWithoutAnEndIsRefusedAtItsLongest() {
        String line = "PROXY UNKNOWN " + "x".repeat(200);
        assertInstanceOf(More.class, Headers.read(trusting(), text(line.substring(0, 106)), sender()));
        assertInstanceOf(Bad.class, Headers.read(trusting(), text(line.substring(0, 107)), sender()));
        assertInstanceOf(Bad.class, Headers.dripping(trusting(), text(line), Headers::sender));
    }

    @Test
    void aBinaryHeaderForIpv4SaysWhereTheClientIs() {
        byte[] header = hex(SIGNATURE, "21 11 000c c0000201 c6336407 9c40 01bb");
        Client client = seen(header, 28);
        assertEquals(inet("192.0.2.1", 40000), client.address());
        assertEquals(inet("198.51.100.7", 443), client.local());
    }

    @Test
    void aBinaryHeaderForUdpOverIpv6SaysWhereTheClientIs() {
        byte[] header = hex(
                SIGNATURE, "21 22 0024 20010db8000000000000000000000001", "20010db8000000000000000000000002 0035 d903");
        Client client = seen(header, 52);
        assertEquals(inet("2001:db8::1", 53), client.address());
        assertEquals(inet("2001:db8::2", 0xd903), client.local());
    }

    @Test
    void pathsEndAtAZeroAndAbstractNamesBeginWithOne() {
        Client client = seen(unix(text("/run/a.sock"), text("\0name")), 232);
        assertEquals(new Address.Unix("/run/a.sock"), client.address());
        assertEquals(new Address.Unix("@name"), client.local());
        assertEquals(
                new Address.Unix(""), seen(unix(new byte[0], new byte[0]), 232).address());
    }

    @Test
    void pathsThatAreNoneAreRefused() {
        bad(unix(text("a\nb"), new byte[0]));
        bad(unix(text("a\u00ff"), new byte[0]));
        bad(unix(text("x".repeat(108)), new byte[0]));
    }

    @Test
    void aConnectionOfTheSenderItselfKeepsItsAddress() {
        Client client = sender();
        for (String start : List.of("20 00 0000", "20 11 000c c0000201 c6336407 9c40 01bb", "21 00 0003 ffffff")) {
            byte[] header = hex(SIGNATURE, start);
            Done done = assertInstanceOf(Done.class, Headers.read(trusting(), header, client));
            assertSame(client, done.client());
            assertEquals(header.length, done.consumed());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22 11 000c c0000201 c6336407 9c40 01bb", // no such command
                "11 11 000c c0000201 c6336407 9c40 01bb", // no such version
                "21 41 000c c0000201 c6336407 9c40 01bb", // no such family
                "21 13 000c c0000201 c6336407 9c40 01bb", // no such protocol
                "21 11 000b c0000201 c6336407 9c40 01", // too short for its family
                "21 21 000c c0000201 c6336407 9c40 01bb",
                "21 11 0ff1 c0000201 c6336407 9c40 01bb", // longer than anybody needs
                "21 11 000e c0000201 c6336407 9c40 01bb 0400", // half a TLV
                "21 11 000f c0000201 c6336407 9c40 01bb 040001", // one that goes beyond the header
                "21 11 0011 c0000201 c6336407 9c40 01bb 02 0002 610a", // a name with a line feed
                "21 11 000f c0000201 c6336407 9c40 01bb 02 0000", // no name
                "21 11 000f c0000201 c6336407 9c40 01bb 20 0000", // no room for flags
            })
    void aBinaryHeaderThatIsNotQuiteRightIsRefused(String rest) {
        bad(hex(SIGNATURE, rest));
    }

    @Test
    void unknownAndEmptyTlvsAreSkipped() {
        seen(hex(SIGNATURE, "21 11 0016 c0000201 c6336407 9c40 01bb", "04 0001 00", "ea 0000", "30 0000"), 38);
    }

    @Test
    void tlvsTellWhatIsKnownOfTls() {
        Client client = seen(tls("07", "00000000"), 106);
        assertEquals("a.example", client.fact(Fact.SERVER_NAME));
        assertEquals("h2", client.fact(Fact.ALPN));
        assertEquals("TLSv1.3", client.fact(Fact.TLS_VERSION));
        assertEquals("TLS_AES_128_GCM_SHA256", client.fact(Fact.CIPHER));
        assertEquals("alice", client.fact(Fact.COMMON_NAME));
    }

    @Test
    void aCertificateThatWasNotVerifiedIsNotKnown() {
        assertNull(seen(tls("07", "00000001"), 106).fact(Fact.COMMON_NAME));
        assertNull(seen(tls("01", "00000000"), 106).fact(Fact.COMMON_NAME));
    }

    @Test
    void theChecksumMustFit() {
        String start = "21 11 0013 c0000201 c6336407 9c40 01bb 03 0004";
        int sum = Bitwise.crc32c(hex(SIGNATURE, start, "00000000"));
        seen(hex(SIGNATURE, start, String.format("%08x", sum)), 35);
        bad(hex(SIGNATURE, start, String.format("%08x", sum ^ 1)));
        bad(hex(SIGNATURE, "21 11 0012 c0000201 c6336407 9c40 01bb 03 0003 000000"));
    }

    @Test
    void whoIsNotTrustedIsRefusedWhateverTheySay() {
        byte[] header = text("PROXY TCP4 192.0.2.1 198.51.100.7 40000 443\r\n");
        Client stranger = new Client("web", inet("192.0.2.99", 1), inet("10.0.0.2", 80));
        Client local = new Client("web", new Address.Unix(""), new Address.Unix("/run/nib.sock"));
        assertInstanceOf(Bad.class, Headers.read(trusting(), header, stranger));
        assertInstanceOf(Bad.class, Headers.read(trusting(), header, local));
        Opening believing = new ProxyOpeningProvider().create(new ProxyOpeningSettings(List.of(), true, Accepted.ANY));
        assertInstanceOf(Done.class, Headers.read(believing, header, local));
        assertInstanceOf(Bad.class, Headers.read(believing, header, sender()));
    }

    @Test
    void onlyTheVersionThatIsAcceptedIsRead() {
        byte[] text = text("PROXY UNKNOWN\r\n");
        byte[] binary = hex(SIGNATURE, "20 00 0000");
        assertInstanceOf(Bad.class, Headers.read(Headers.opening(Accepted.V2, "10.0.0.1"), text, sender()));
        assertInstanceOf(Done.class, Headers.read(Headers.opening(Accepted.V1, "10.0.0.1"), text, sender()));
        assertInstanceOf(Bad.class, Headers.read(Headers.opening(Accepted.V1, "10.0.0.1"), binary, sender()));
        assertInstanceOf(Done.class, Headers.read(Headers.opening(Accepted.V2, "10.0.0.1"), binary, sender()));
    }

    @Test
    void silenceAndAnEarlyEndAreNoHeader() {
        assertInstanceOf(Bad.class, trusting().silence(ByteBuffer.allocate(0), sender()));
        assertInstanceOf(Bad.class, trusting().read(ByteBuffer.wrap(text("PROXY UNK")), true, sender()));
        assertInstanceOf(Bad.class, trusting().read(ByteBuffer.allocate(0), true, sender()));
        assertInstanceOf(Done.class, trusting().read(ByteBuffer.wrap(text("PROXY UNKNOWN\r\n")), true, sender()));
    }

    @Test
    void trustingNobodyIsASlip() {
        ProxyOpeningSettings nobody = new ProxyOpeningSettings(List.of(), false, Accepted.ANY);
        assertThrows(Complaint.class, () -> new ProxyOpeningProvider().create(nobody));
    }

    private static byte[] unix(byte[] source, byte[] destination) {
        return ByteBuffer.allocate(232)
                .put(0, hex(SIGNATURE, "21 31 00d8"))
                .put(16, source)
                .put(124, destination)
                .array();
    }

    private static byte[] tls(String flags, String verified) {
        String parts = "21 0007 544c5376312e33" // TLSv1.3
                + "22 0005 616c696365" // alice
                + "23 0016 544c535f4145535f3132385f47434d5f534841323536"; // the cipher
        return hex(
                SIGNATURE,
                "21 11 005a c0000201 c6336407 9c40 01bb",
                "02 000a 412e4578616d706c652e", // A.Example.
                "01 0002 6832", // h2
                "20 0030",
                flags,
                verified,
                parts,
                "04 0006 000000000000");
    }

    private static Client seen(byte[] bytes, int consumed) {
        Answer answer = Headers.read(trusting(), bytes, sender());
        Done done = assertInstanceOf(Done.class, answer);
        assertEquals(consumed, done.consumed());
        return done.client();
    }

    private static void bad(byte[] bytes) {
        assertInstanceOf(Bad.class, Headers.read(trusting(), bytes, sender()));
    }
}
