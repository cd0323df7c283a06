package nib.dsr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.stream.Stream;
import nib.linux.Bpf;
import nib.linux.LinuxException;
import nib.testkit.Fuzz;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel's program, run by the kernel with the same golden frames as the bridge. */
class ShortcutTest {
    private static final long ONE = 0x02_00_00_00_00_31L;

    private final Trial trial = new Trial(Shortcut.made(Segment.OWN, 1024), Bpf.Hook.GENERIC);
    private final Bpf bpf = trial.hooked.bpf();
    private final int table = trial.hooked.table();
    private final MemorySegment key = trial.arena.allocate(Shortcut.KEY, 8);
    private final MemorySegment value = trial.arena.allocate(Shortcut.VALUE, 8);

    @AfterEach
    void close() {
        trial.close();
    }

    static Stream<BridgeTest.Golden> frames() throws IOException {
        return BridgeTest.frames();
    }

    /** What the program does with a frame: what goes out, or nothing. */
    private String run(byte[] frame) throws LinuxException {
        int said = trial.run(frame);
        String after = trial.after(frame.length);
        if (said == Bpf.XDP_TX) {
            return after;
        }
        assertEquals(Bpf.XDP_PASS, said);
        assertEquals(HexFormat.of().formatHex(frame), after, "it goes up as it is");
        return "";
    }

    /** Has the table know whoever sent a frame, if it is a packet. */
    private boolean know(byte[] bytes) {
        Frame frame = new Frame();
        MemorySegment memory = trial.arena.allocate(Math.max(bytes.length, 1), 8);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        if (frame.read(memory, 0, bytes.length) != Frame.Kind.PACKET) {
            return false;
        }
        Segment segment = new Segment();
        Reception desk = new Reception("192.0.2.31:80");
        String ip = new nib.api.Ip(frame.targetHigh, frame.targetLow).toString();
        Service service = segment.service(ip.contains(":") ? "[" + ip + "]:0" : ip + ":0", 0, desk);
        Shortcut.key(key, new Track(service, frame, 0));
        Shortcut.value(value, ONE);
        assertEquals(0, bpf.put(table, key, value));
        boolean ends = (frame.flags & (Frame.SYN | Frame.FIN | Frame.RST)) != 0;
        boolean simple = frame.payload - frame.at == (frame.isIpv4() ? 34 : 54);
        return frame.target() == Segment.OWN && !ends && simple && !frame.isFragment();
    }

    /** The bridge and the program agree on whatever the program takes. */
    @ParameterizedTest
    @MethodSource("frames")
    void knownClientsGoOnAsTheBridgeWouldSendThem(BridgeTest.Golden golden) throws Exception {
        byte[] frame = HexFormat.of().parseHex(golden.in());
        assertEquals("", run(frame), "nobody is known");
        boolean takes = know(frame);
        String sent = run(frame);
        assertEquals(takes, !sent.isEmpty(), golden::what);
        if (takes) {
            assertEquals("020000000031" + "020000000020" + golden.in().substring(24), sent);
            assertEquals(0, bpf.get(table, key, value));
            assertEquals(1, value.get(ValueLayout.JAVA_LONG, 8), "counts packets");
            assertEquals(frame.length, value.get(ValueLayout.JAVA_LONG, 16), "counts bytes");
        }
    }

    @Test
    void packetsOfAnAcknowledgedStreamGoOn() throws Exception {
        String ack = "020000000020020000000001080045000028000140004006b673c0000201c00002503039005000000001000000005010"
                + "200000000000";
        byte[] frame = HexFormat.of().parseHex(ack);
        assertTrue(know(frame));
        assertEquals("020000000031020000000020" + ack.substring(24), run(frame));
        for (int flags : new int[] {Frame.SYN, Frame.FIN | Frame.ACK, Frame.RST}) {
            assertEquals("", run(HexFormat.of().parseHex(ack.replace("5010", "50%02x".formatted(flags)))));
        }
        for (int length = Trial.LEAST; length < frame.length; length++) {
            assertEquals("", run(java.util.Arrays.copyOf(frame, length)), "cut at " + length);
        }
    }

    @Test
    void nothingThatComesDoesHarm() throws Exception {
        Fuzz.run(frames().map(golden -> HexFormat.of().parseHex(golden.in())).toList(), 10, input -> {
            if (input.length >= Trial.LEAST && input.length <= 1500) {
                String sent = run(input);
                assertTrue(sent.isEmpty() || sent.length() == 2 * input.length);
            }
        });
    }
}
