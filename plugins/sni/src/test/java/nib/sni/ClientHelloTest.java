package nib.sni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import nib.sni.Reading.Malformed;
import nib.sni.Reading.Partial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHelloTest {
    @Test
    void nameAndProtocolsAreRead() {
        assertEquals(
                new ClientHello("a.example", List.of("h2", "http/1.1")),
                read(Hello.to("A.Example.").alpn("h2", "http/1.1").bytes()));
        assertEquals(new ClientHello(null, List.of()), read(new Hello().bytes()));
        assertEquals(new ClientHello(null, List.of()), read(new Hello().bare().bytes()));
    }

    @Test
    void anotherImplementationSaysTheSame() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("b.example", 443);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("b.example")));
        parameters.setApplicationProtocols(new String[] {"h2", "x"});
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(20_000);
        engine.wrap(ByteBuffer.allocate(0), out);
        byte[] bytes = Arrays.copyOf(out.array(), out.position());
        ClientHello expected = new ClientHello("b.example", List.of("h2", "x"));
        assertEquals(expected, read(bytes));
        for (int cut = 1; cut < bytes.length; cut++) {
            assertInstanceOf(Partial.class, read(Arrays.copyOf(bytes, cut)));
        }
        assertEquals(expected, dripping(bytes));
    }

    @Test
    void whatFollowsInAnotherRecordIsNotLookedAt() {
        byte[] hello = Hello.to("a.example").bytes();
        assertEquals(read(hello), read(Hello.joined(hello, new byte[] {20, 3, 3, 0, 1, 1})));
    }

    @Property(tries = 300)
    void theSameIsReadFromEveryCutIntoRecordsAndSegments(
            @ForAll @IntRange(min = 1, max = 3000) int most,
            @ForAll @IntRange(max = 2200) int padding,
            @ForAll long seed) {
        byte[] bytes = Hello.to("a.example").alpn("h2").padded(padding).bytes(most, seed);
        ClientHello expected = new ClientHello("a.example", List.of("h2"));
        assertEquals(expected, read(bytes));
        assertEquals(expected, dripping(bytes));
    }

    @Test
    void everyPrefixAwaitsMoreAndNeverDecides() {
        byte[] bytes = Hello.to("a.example").padded(1800).bytes(97, 1);
        for (int cut = 0; cut < bytes.length; cut++) {
            Partial part = assertInstanceOf(Partial.class, read(Arrays.copyOf(bytes, cut)));
            assertTrue(part.bytes() > cut && part.bytes() <= bytes.length, "cut at " + cut);
        }
    }

    @Test
    void dripsAreLookedAtSeldom() {
        byte[] bytes = Hello.to("a.example").padded(14_000).bytes();
        int looks = 0;
        int there = 1;
        while (read(Arrays.copyOf(bytes, there)) instanceof Partial part) {
            there = part.bytes();
            looks++;
        }
        assertTrue(looks <= 3, () -> "looked often");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".a",
                "a..b",
                "a b",
                "a/b",
                "../x",
                "a\u0000b",
                "a\nb",
                "\u00e4.example",
                "a..",
                "*.x"
            })
    void aNameThatIsNoneIsRefused(String name) {
        assertInstanceOf(Malformed.class, read(Hello.to(name).bytes()));
    }

    @Test
    void aNameMayHave253Letters() {
        String label = "x".repeat(63);
        String name = String.join(".", label, label, label, "x".repeat(61));
        assertInstanceOf(ClientHello.class, read(Hello.to(name + ".").bytes()));
        assertInstanceOf(Malformed.class, read(Hello.to(name + "x").bytes()));
    }

    @Test
    void whatIsNotQuiteRightIsRefused() {
        byte[] good = Hello.to("a.example").bytes();
        malformed(Hello.to("a.example").name("b.example").bytes());
        malformed(Hello.to("a.example").alpn("h2").alpn("h3").bytes());
        malformed(Hello.to("a.example").alpn().bytes());
        malformed(Hello.to("a.example").alpn("").bytes());
        malformed(new Hello().extension(0, new byte[0]).bytes());
        malformed(new Hello().extension(0, new byte[] {0, 5, 1, 0, 2, 'a', 'b'}).bytes());
        malformed(new Hello()
                .extension(0, new byte[] {0, 8, 0, 0, 1, 'a', 0, 0, 1, 'b'})
                .bytes());
        malformed(new Hello().extension(0, new byte[] {0, 4, 0, 0, 1, 'a', 9}).bytes());
        malformed(Hello.record(Hello.joined(Hello.to("a").message(), new byte[1])));
        malformed(changed(good, 0, 23));
        malformed(changed(good, 1, 2));
        malformed(changed(good, 5, 2));
        malformed(changed(good, 9, 2));
        malformed(changed(good, 43, 33));
        malformed(new byte[] {22, 3, 1, 0, 0});
        malformed(new byte[] {22, 3, 1, 0x7f, 0});
    }

    @Test
    void aHelloLongerThanSixteenKibibytesIsRefusedAtOnce() {
        byte[] large = Hello.to("a").padded(20_000).message();
        malformed(Hello.record(Arrays.copyOf(large, 16_000)));
        assertInstanceOf(Malformed.class, read(Hello.to("a").padded(3000).bytes(1, 1)));
        assertInstanceOf(Malformed.class, dripping(Hello.to("a").padded(3000).bytes(1, 1)));
    }

    @Property(tries = 20_000)
    void whateverComesIsDecidedTheSameHoweverItWasCut(@ForAll("nearlyHellos") byte[] bytes) {
        Reading whole = read(bytes);
        Reading drip = dripping(bytes);
        assertEquals(whole.getClass(), drip.getClass());
        if (whole instanceof ClientHello) {
            assertEquals(whole, drip);
        }
        if (whole instanceof Partial part) {
            assertTrue(part.bytes() > bytes.length && part.bytes() <= ClientHello.MOST);
        }
    }

    @Provide
    Arbitrary<byte[]> nearlyHellos() {
        Arbitrary<byte[]> hellos = Combinators.combine(
                        Arbitraries.integers().between(1, 400),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, 60))
                .as((most, seed, padding) ->
                        Hello.to("a.example").alpn("h2", "x").padded(padding).bytes(most, seed));
        Arbitrary<byte[]> changed = Combinators.combine(
                        hellos, Arbitraries.integers().between(0, 400), Arbitraries.bytes(), Arbitraries.bytes())
                .as((bytes, at, value, other) ->
                        changed(changed(bytes, at % bytes.length, value), at * 7 % bytes.length, other));
        Arbitrary<byte[]> cut = Combinators.combine(
                        changed, Arbitraries.integers().between(0, 400))
                .as((bytes, length) -> Arrays.copyOf(bytes, Math.min(bytes.length, length)));
        Arbitrary<byte[]> nonsense = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
        Arbitrary<byte[]> records = nonsense.map(Hello::record);
        return Arbitraries.oneOf(hellos, changed, changed, cut, nonsense, records)
                .withoutEdgeCases();
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] copy = bytes.clone();
        copy[at] = (byte) value;
        return copy;
    }

    private static void malformed(byte[] bytes) {
        assertInstanceOf(Malformed.class, read(bytes));
        assertInstanceOf(Malformed.class, dripping(bytes));
    }

    private static Reading read(byte[] bytes) {
        return ClientHello.read(ByteBuffer.wrap(bytes));
    }

    /** One byte after the other. */
    private static Reading dripping(byte[] bytes) {
        Reading reading = read(new byte[0]);
        for (int there = 1; there <= bytes.length && reading instanceof Partial; there++) {
            reading = ClientHello.read(ByteBuffer.wrap(bytes, 0, there));
        }
        return reading;
    }
}
