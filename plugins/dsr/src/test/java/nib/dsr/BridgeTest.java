package nib.dsr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nib.api.End;
import nib.api.Verdict;
import nib.spi.Decision;
import nib.testkit.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames in and frames out. */
class BridgeTest {
    private static final long ONE = 0x02_00_00_00_00_31L;
    private static final long TWO = 0x02_00_00_00_00_32L;
    private static final long ROUTER = 0x02_00_00_00_00_feL;

    /**
     * A golden frame.
     *
     * @param in as it comes
     * @param out what is sent
     */
    record Golden(String what, String in, List<String> out) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** What {@code frames.txt} says. */
    static Stream<Golden> frames() throws IOException {
        String text;
        try (var in = Objects.requireNonNull(BridgeTest.class.getResourceAsStream("frames.txt"))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Golden> all = new ArrayList<>();
        for (String part : text.split("\n\n+", -1)) {
            List<String> out = new ArrayList<>();
            StringBuilder in = new StringBuilder();
            String what = "";
            for (String line : part.split("\n", -1)) {
                if (line.startsWith("in ")) {
                    in.append(line.substring(3).replace(" ", ""));
                } else if (line.startsWith("out ")) {
                    out.add(line.substring(4).replace(" ", ""));
                } else if (line.startsWith("# ") && what.isEmpty()) {
                    what = line.substring(2);
                }
            }
            if (!in.isEmpty()) {
                all.add(new Golden(what, in.toString(), out));
            }
        }
        assertTrue(all.size() >= 20, () -> "only " + all.size());
        return all.stream();
    }

    private final Segment segment = new Segment();
    private final Reception desk = new Reception("192.0.2.31:80", "192.0.2.32:80");
    private final Reception desk6 = new Reception("[2001:db8:1::31]:80");

    BridgeTest() {
        segment.service("192.0.2.80:80", Frame.TCP, desk);
        segment.service("192.0.2.80:53", Frame.UDP, desk);
        segment.service("192.0.2.81:0", 0, desk);
        segment.service("[2001:db8:1::80]:80", 0, desk6);
        segment.service("192.0.2.82:0", 0, new Reception("198.51.100.31:53"));
        segment.service("[2001:db8:1::82]:0", 0, new Reception("[2001:db8:2::31]:53"));
        segment.learn("198.51.100.31", "192.0.2.254", ROUTER);
        segment.learn("2001:db8:2::31", "2001:db8:1::fe", ROUTER);
        segment.learn("192.0.2.31", ONE);
        segment.learn("192.0.2.32", TWO);
        segment.learn("2001:db8:1::31", ONE);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void goesAsItIsWritten(Golden golden) {
        assertEquals(golden.out(), segment.give(golden.in()));
    }

    /** Whatever is cut off at whatever place is dropped or sent on as it is, and nothing is read that is not there. */
    @ParameterizedTest
    @MethodSource("frames")
    void isNotReadBeyondItsEnd(Golden golden) {
        byte[] whole = HexFormat.of().parseHex(golden.in());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            int count = length;
            segment.give(cut).forEach(sent -> assertTrue(sent.length() <= 2 * Math.max(count + Tunnel.ROOM, 86), sent));
        }
    }

    @Test
    void nothingThatComesDoesHarm() throws Exception {
        List<byte[]> samples =
                frames().map(golden -> HexFormat.of().parseHex(golden.in())).toList();
        desk.places = 0; // so that nothing is remembered
        desk6.places = 0;
        Fuzz.run(samples, input -> {
            segment.give(input);
            desk.events.clear();
            desk6.events.clear();
        });
    }

    private static final String SYN = "020000000020 020000000001 0800"
            + "45000028000140004006 b673 c0000201 c0000250 3039 0050 00000001 00000000 5002 2000 0000 0000";

    private static String tcp(int flags) {
        return SYN.replace("5002", "50%02x".formatted(flags));
    }

    private static String to(long hardware, String frame) {
        return HexFormat.of().toHexDigits(hardware, 12) + "020000000020"
                + frame.replace(" ", "").substring(24);
    }

    /** Made as the golden frames are: a byte too much for a packet in a packet, and what its sender is told. */
    @ParameterizedTest
    @CsvSource({
        "1495, 0200000000200200000000010800450005c9000140004011b0cfc0000201c00002520fa1003505b5605a,"
                + " 02000000000102000000002008004500005c000040004001b64dc0000252c00002010304814e000005c8450005c9000140004011b0cfc0000201c00002520fa1003505b5605a000000000000000000000000000000000000000000000000000000000000000000000000",
        "1475, 02000000002002000000000186dd60000000058d114020010db800010000000000000000000120010db80001000000000000000000820fa10035058d8907,"
                + " 02000000000102000000002086dd6000000000483a4020010db800010000000000000000008220010db800010000000000000000000102002aa3000005b460000000058d114020010db800010000000000000000000120010db80001000000000000000000820fa10035058d890700000000000000000000000000000000"
    })
    void whoSendsTooMuchForATunnelIsTold(int length, String head, String told) {
        assertEquals(List.of(told), segment.give(Arrays.copyOf(HexFormat.of().parseHex(head), length)));
    }

    @Test
    void framesForATunnelWaitForTheRouter() {
        segment.service("192.0.2.83:0", 0, new Reception("198.51.100.32:53"));
        String packet = "020000000020020000000001080045000024000100004011f674c0000201c00002530fa100350010b0e3"
                + "7175657374696f6e";
        assertEquals(1, segment.give(packet).size(), "the router is asked");
        assertTrue(segment.sent.getFirst().startsWith("ffffffffffff"), segment.sent::toString);
        segment.sent.clear();
        segment.bridge.neighbours.answered(
                nib.api.Ip.parse("192.0.2.254"), ROUTER, segment.host.clock().nanos());
        assertEquals(1, segment.sent.size());
        assertTrue(segment.sent.getFirst().startsWith("0200000000fe0200000000200800450000380000400040"));
        assertTrue(segment.sent
                .getFirst()
                .endsWith("c633642045000024000100004011f674c0000201c00002530fa100350010b0e37175657374696f6e"));
    }

    @Test
    void aClientKeepsItsServerUntilThatIsDown() {
        assertEquals(List.of(to(ONE, SYN)), segment.give(SYN));
        assertEquals(List.of(to(ONE, tcp(16))), segment.give(tcp(16)));
        assertEquals(1, desk.passengers.size());
        desk.down.add("192.0.2.31:80");
        assertEquals(List.of(to(TWO, tcp(16))), segment.give(tcp(16)));
        assertEquals(
                List.of("answered 192.0.2.31:80", "failed 192.0.2.31:80 LOCAL", "answered 192.0.2.32:80"), desk.events);
        desk.down.clear();
        assertEquals(List.of(to(TWO, tcp(16))), segment.give(tcp(16)), "it stays there");
    }

    @Test
    void whatEndsIsToldOnceAndForgotten() {
        segment.give(SYN);
        segment.give(tcp(Frame.FIN | Frame.ACK));
        segment.give(tcp(Frame.ACK));
        segment.host.clock().advance(Duration.ofSeconds(11));
        segment.bridge.turn(segment.host.clock().nanos());
        assertEquals("end client-closed", desk.events.getLast());
        assertEquals(List.of(), segment.give(tcp(Frame.ACK)), "it is over");
        assertEquals(List.of(to(ONE, SYN)), segment.give(SYN), "a new one");
        segment.give(tcp(Frame.RST));
        assertEquals("end client-reset", desk.events.getLast());
        segment.host.clock().advance(Duration.ofSeconds(6));
        segment.bridge.turn(segment.host.clock().nanos());
        assertEquals(0, segment.bridge.tracks.size());
    }

    @Test
    void whoIsSilentIsForgotten() {
        segment.give(SYN);
        segment.host.clock().advance(Duration.ofSeconds(101));
        segment.bridge.turn(segment.host.clock().nanos());
        assertEquals(List.of("answered 192.0.2.31:80", "count 54", "end idle"), desk.events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DENY", "RESET", "DROP", "TARPIT"})
    void aGuardIsAskedOnceAndAnsweredFor(Verdict.How how) {
        desk.refusal = new Decision.Denied(new Verdict.Deny(how, "no"));
        List<String> sent = segment.give(SYN);
        boolean answers = how == Verdict.How.RESET || how == Verdict.How.TARPIT;
        assertEquals(answers ? 1 : 0, sent.size());
        if (answers) {
            int flags = Integer.parseInt(sent.getFirst().substring(94, 96), 16);
            assertEquals(how == Verdict.How.RESET ? Frame.RST | Frame.ACK : Frame.SYN | Frame.ACK, flags);
        }
        assertEquals(List.of("end denied"), desk.events);
        assertEquals(List.of(), segment.give(SYN));
        assertEquals(1, desk.passengers.size(), "not asked again");
    }

    @Test
    void withoutAPlaceEachPacketGoesWhereItsClientWould() {
        desk.places = 0;
        assertEquals(List.of(to(ONE, SYN)), segment.give(SYN));
        assertEquals(List.of("route 192.0.2.1:12345", "routed 54"), desk.events);
        assertEquals(0, segment.bridge.tracks.size());
    }

    @Test
    void whoIsCutBeginsAnew() {
        segment.give(SYN);
        Reception.Passenger first = desk.passengers.getFirst();
        first.carrier.cut(first);
        assertEquals("end cut", desk.events.getLast());
        assertEquals(List.of(to(ONE, tcp(16))), segment.give(tcp(16)));
        assertEquals(2, desk.passengers.size());
    }

    @Test
    void aDrainedServiceTakesNobodyNewAndEndsWithItsLast() {
        Service service = segment.bridge.services.all().getFirst();
        segment.give(SYN);
        service.drain(0);
        assertEquals(List.of(), segment.give(SYN.replace("3039", "3040")));
        assertEquals(1, segment.give(tcp(16)).size());
        segment.give(tcp(Frame.RST));
        segment.bridge.turn(segment.host.clock().nanos());
        assertTrue(service.isShut());
        assertEquals(End.CLIENT_RESET.word(), desk.events.getLast().substring(4));
    }

    @Test
    void framesWaitUntilItIsKnownWhereTheyGo() {
        Segment fresh = new Segment();
        Reception reception = new Reception("192.0.2.33:80");
        fresh.service("192.0.2.80:80", Frame.TCP, reception);
        List<String> asked = fresh.give(SYN);
        assertEquals(1, asked.size());
        assertTrue(asked.getFirst().startsWith("ffffffffffff0200000000200806"), asked::toString);
        assertEquals(List.of(), fresh.give(tcp(16)));
        fresh.sent.clear();
        String answer =
                "020000000020 020000000033 0806 0001 0800 0604 0002 020000000033 c0000221 020000000020 c0000214";
        assertEquals(List.of(to(0x02_00_00_00_00_33L, SYN), to(0x02_00_00_00_00_33L, tcp(16))), fresh.give(answer));
        String lie = answer.replace("000000000033 c0", "000000000066 c0");
        assertEquals(List.of(), fresh.give(lie));
        assertEquals(List.of(to(0x02_00_00_00_00_33L, tcp(16))), fresh.give(tcp(16)), "nobody had asked");
    }

    @Test
    void aServerThatDoesNotSayWhereItIsIsLeft() {
        Segment fresh = new Segment();
        Reception reception = new Reception("192.0.2.33:80", "192.0.2.32:80");
        fresh.service("192.0.2.80:80", Frame.TCP, reception);
        fresh.learn("192.0.2.32", TWO);
        fresh.give(SYN);
        for (int i = 0; i < 4; i++) {
            fresh.host.clock().advance(Duration.ofMillis(1100));
            fresh.bridge.turn(fresh.host.clock().nanos());
        }
        assertEquals(List.of(to(TWO, tcp(16))), fresh.give(tcp(16)));
        assertEquals(List.of("failed 192.0.2.33:80 SERVER", "answered 192.0.2.32:80"), reception.events.subList(1, 3));
    }
}
