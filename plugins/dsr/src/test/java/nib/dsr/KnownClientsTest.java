package nib.dsr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import nib.api.Ip;
import nib.linux.Bpf;
import nib.linux.LinuxException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients whose packets the kernel sends on, and that are Nib's all the same. */
class KnownClientsTest {
    private static final long ONE = 0x02_00_00_00_00_31L;
    private static final Ip SERVER = Ip.parse("192.0.2.31");
    private static final String PACKET =
            "020000000020 020000000001 0800" + "4500001d00010000401100 00c0000201c00002509c40003500090000 78";

    private final Trial trial = new Trial(Shortcut.made(Segment.OWN, 1024), Bpf.Hook.GENERIC);
    private final KnownClients known = new KnownClients(trial.arena, trial.hooked);
    private final Segment segment = new Segment();
    private final Reception desk = new Reception("192.0.2.31:53");

    @AfterEach
    void close() {
        trial.close();
    }

    @BeforeEach
    void know() {
        segment.bridge.known(known);
        segment.service("192.0.2.80:53", Frame.UDP, desk);
        segment.learn("192.0.2.31", ONE);
        for (int i = 0; i < KnownClients.ENOUGH; i++) {
            assertEquals(0, known.size());
            assertEquals(1, segment.give(PACKET).size());
        }
        assertEquals(1, known.size());
    }

    /** The kernel gets a packet: whether it sends it on. */
    private boolean kernel() throws LinuxException {
        return trial.run(HexFormat.of().parseHex(PACKET.replace(" ", ""))) == Bpf.XDP_TX;
    }

    /** A while later; what was sent then. */
    private List<String> later(Duration time) {
        segment.sent.clear();
        segment.host.clock().advance(time);
        segment.bridge.turn(segment.host.clock().nanos());
        return segment.sent;
    }

    @Test
    void bytesThatTheKernelMovedAreCounted() throws Exception {
        later(Duration.ofSeconds(1));
        desk.events.clear();
        assertTrue(kernel());
        assertTrue(kernel());
        later(Duration.ofSeconds(1));
        assertEquals(List.of("count " + 2 * 43), desk.events);
    }

    /** As long as it sends, however long that is, its server is asked where it is. */
    @Test
    void theServerOfSuchAClientIsNotForgotten() throws Exception {
        for (int minute = 0; minute < 20; minute++) {
            boolean asked = false;
            for (int i = 0; i < 3; i++) {
                assertTrue(kernel());
                asked |= later(Duration.ofSeconds(20)).stream().anyMatch(frame -> frame.startsWith("ffffffffffff"));
                segment.bridge.neighbours.answered(
                        SERVER, ONE, segment.host.clock().nanos());
            }
            assertTrue(asked, "in minute " + minute);
            assertEquals(1, known.size());
        }
    }

    @Test
    void anotherHardwareAddressTakesItOut() throws Exception {
        assertTrue(kernel());
        assertFalse(later(Duration.ofSeconds(31)).isEmpty());
        segment.bridge.neighbours.answered(SERVER, ONE + 1, segment.host.clock().nanos());
        later(Duration.ofMillis(100));
        assertFalse(kernel());
        assertEquals(0, known.size());
    }

    @Test
    void oneThatIsSilentIsOverAndTakenOut() throws Exception {
        assertTrue(kernel());
        later(Duration.ofSeconds(1));
        later(Duration.ofSeconds(31));
        assertTrue(desk.events.contains("end idle"), desk.events::toString);
        assertFalse(kernel());
        assertEquals(0, known.size());
    }
}
